"""Which ways of signing in a host takes, besides what its staff or partners bring."""

from django.conf import settings

from accounts.models import AddressKind

# Council staff come in through the council's own sign-in: a code to a work address would go round it.
_TAKE_CODES = frozenset({"public", "partner"})


def takes_codes(audience: str) -> bool:
    """Whether people sign in there by a code to their email address or mobile number."""
    return audience in _TAKE_CODES


def takes_new_accounts(audience: str) -> bool:
    """Whether somebody without an account gets one by signing in. Partners are invited."""
    return audience == "public"


def kinds_of_address() -> list[AddressKind]:
    """What a code can be sent to: mobile numbers only where the council sends text messages."""
    return [AddressKind.EMAIL, AddressKind.MOBILE] if settings.SMS_PROVIDER else [AddressKind.EMAIL]
