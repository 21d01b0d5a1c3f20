"""Reading numbers and times as people type them."""

import re
from decimal import Decimal, InvalidOperation

# 1234, 1,234, -5, 2.50; no exponents, no "½".
_NUMBER = re.compile(r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d{1,15})(?:\.\d{1,10})?\Z", re.ASCII)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))?\s*(?P<half>am|pm|a\.m\.|p\.m\.|yb|yh)?\Z",
    re.IGNORECASE | re.ASCII,
)
MOST = 10**15


def read_number(answer: object) -> Decimal | None:
    """A JSON number, or one typed with or without commas; None for anything else."""
    if isinstance(answer, bool):
        return None
    if isinstance(answer, int):
        return Decimal(answer) if abs(answer) < MOST else None
    if isinstance(answer, float):
        number = Decimal(repr(answer))
        return number if number.is_finite() and abs(number) < MOST else None
    if isinstance(answer, str):
        typed = answer.strip()
        if _NUMBER.match(typed):
            try:
                return Decimal(typed.replace(",", "").replace("−", "-"))
            except InvalidOperation:
                return None
    return None


def decimals_of(number: Decimal) -> int:
    """How many decimal places a number needs: 2.50 needs one."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def read_time(answer: object) -> str | None:
    """A time of day as "14:30", from "14:30", "2.30pm" or "2pm" ("yb" and "yh" in Welsh); None for anything else. A
    bare hour needs its am or pm."""
    if not isinstance(answer, str):
        return None
    typed = answer.strip().lower()
    if typed in {"noon", "midday", "hanner dydd", "canol dydd"}:
        return "12:00"
    if typed in {"midnight", "hanner nos", "canol nos"}:
        return "00:00"
    found = _TIME.match(typed)
    if not found:
        return None
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), (found["half"] or "").replace(".", "")
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in {"pm", "yh"} else 0)
    elif found["minute"] is None:
        return None
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else None
