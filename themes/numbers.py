"""Numbers and sums of money between JSON and the box they are typed in."""

import re
from decimal import Decimal

# Plain or with the commas that people put between thousands. ASCII digits only: others read as something else to some.
_POUNDS = re.compile(r"([+-]?)£?(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})?(?:\.(\d{1,2}))?\Z", re.ASCII)


def write_number(value: object) -> str:
    """A number as text for its box, never in powers of ten; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return format(Decimal(repr(value)), "f")


def read_pence(typed: str) -> int | str:
    """Pounds as whole pence: ``"£1,000"`` is 100000, ``"10.5"`` is 1050. What is not a sum of whole pence comes back
    as it was typed."""
    found = _POUNDS.match("".join(typed.split()).replace("−", "-").replace("£-", "-£"))
    if not found or not (found[2] or found[3]):
        return typed
    pence = int((found[2] or "0").replace(",", "")) * 100 + int((found[3] or "").ljust(2, "0"))
    return -pence if found[1] == "-" else pence


def write_pence(value: object) -> str:
    """Pence as pounds for their box: ``1050`` is "10.50", ``1000`` is "10"; anything else as it is."""
    if isinstance(value, bool) or not isinstance(value, int):
        return "" if value is None else str(value)
    pounds, pence = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{pounds}" + (f".{pence:02}" if pence else "")
