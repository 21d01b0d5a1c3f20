"""What is owed or was paid, line by line and with its VAT, as pages and letters show it."""

from collections import defaultdict
from dataclasses import dataclass

from payments.models import Charge


@dataclass(frozen=True, slots=True)
class BillLine:
    """One line, in words."""

    label: str
    amount: str


@dataclass(frozen=True, slots=True)
class VatLine:
    """The VAT of all lines with one rate; ``rate`` is a percentage such as "20" or "5"."""

    rate: str
    net: str
    vat: str


def pounds(pence: int) -> str:
    """Pence as people write them: "£1,234.50"."""
    sign = "-" if pence < 0 else ""
    return f"{sign}£{abs(pence) // 100:,}.{abs(pence) % 100:02}"


def bill(charge: Charge) -> dict[str, object]:
    """``lines``, ``vat_lines`` (only rates above nothing, highest first) and ``vat_total`` ("" where there is none)."""
    lines = list(charge.lines.all())
    by_rate: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for line in lines:
        if line.vat_rate_basis_points:
            by_rate[line.vat_rate_basis_points][0] += line.net_pence
            by_rate[line.vat_rate_basis_points][1] += line.vat_pence
    vat = sum(line.vat_pence for line in lines)
    return {
        "lines": [BillLine(line.label, pounds(line.amount_pence)) for line in lines],
        "vat_lines": [
            VatLine(f"{rate / 100:g}", pounds(net), pounds(of_it))
            for rate, (net, of_it) in sorted(by_rate.items(), reverse=True)
        ],
        "vat_total": pounds(vat) if vat else "",
    }
