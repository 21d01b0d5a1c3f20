"""VAT within prices: every price of ours includes it."""

import logging
from collections.abc import Iterable

from payments.models import VatCode

logger = logging.getLogger(__name__)

WHOLE = 10_000


def vat_within(amount_pence: int, rate_basis_points: int) -> int:
    """The VAT, in pence, that an amount with VAT contains, to the nearest penny and half a penny up.

    At 20 % it is a sixth of the amount. It is worked out a line, as HMRC allows (VAT Notice 700, section 17.5).
    """
    whole = WHOLE + rate_basis_points
    return (2 * amount_pence * rate_basis_points + whole) // (2 * whole)


def rates(codes: Iterable[str]) -> dict[str, int]:
    """The rate now, in basis points, of each code, which counts in any case. A code that nobody has entered has none;
    it is logged, `unknown_codes` lists it, and the charge is taken all the same."""
    wanted = set(codes)
    known = {code.casefold(): rate for code, rate in VatCode.objects.values_list("code", "rate_basis_points")}
    for code in wanted:
        if code.casefold() not in known:
            logger.error("VAT code %s is not known: its rate is taken as nothing", code)
    return {code: known.get(code.casefold(), 0) for code in wanted}


def unknown_codes(codes: Iterable[str]) -> set[str]:
    """Those codes that nobody has entered."""
    known = {code.casefold() for code in VatCode.objects.values_list("code", flat=True)}
    return {code for code in codes if code.casefold() not in known}
