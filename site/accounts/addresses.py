"""An email address or a mobile number as people type it, and as accounts keep it."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from accounts.models import AddressKind

# What people put between digits, the brackets of "+44 (0)7700" included.
_BETWEEN_DIGITS = re.compile(r"[\s().\-\u2010-\u2015]+")

# 07 and nine digits, with or without the country's code. 070 are personal numbers and 076 pagers, but for the Isle of
# Man's mobiles (07624).
_BRITISH_MOBILE = re.compile(r"(?:\+44|0044|44)?0?(7(?:[1-57-9][0-9]{2}|624)[0-9]{6})")


@dataclass(frozen=True, slots=True)
class Address:
    """Somewhere a code can be sent. ``value`` is an email address in lower case, or a number in E.164."""

    kind: AddressKind
    value: str

    def __str__(self) -> str:
        """As it is shown to the person whose it is."""
        return self.value if self.kind == AddressKind.EMAIL else spaced(self.value)


def read_address(typed: str) -> Address | None:
    """The address somebody typed, or ``None`` where it is neither an email address nor a British mobile number."""
    if "@" in typed:
        return read_email(typed)
    return read_mobile(typed)


def read_email(typed: str) -> Address | None:
    """An email address, or ``None``."""
    email = typed.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        return None
    return Address(AddressKind.EMAIL, email) if len(email) <= 254 else None


def read_mobile(typed: str) -> Address | None:
    """A British mobile number however it is written (07700 900123, +44 7700 900123, 0044 (0)7700 900123), or ``None``.

    Numbers of other countries are not taken: sending codes to them at a stranger's asking costs the council money that
    somebody else earns. Their owners use an email address.
    """
    number = _BRITISH_MOBILE.fullmatch(_BETWEEN_DIGITS.sub("", typed))
    return Address(AddressKind.MOBILE, f"+44{number[1]}") if number else None


def spaced(number: str) -> str:
    """A number in E.164 as people write it: British ones from 0, in groups."""
    if number.startswith("+44") and len(number) == len("+447700900123"):
        return f"0{number[3:7]} {number[7:]}"
    return number
