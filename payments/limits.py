"""How many payments may be started: who tries one stolen card after the other needs many.

A charge has its own limit, counted over its attempts (`services.charging`). This is the other one: of a network, over
all charges. Stripe limits what is tried on one page of its own.
"""

from django.conf import settings
from django.utils import timezone

from accounts.throttle import Limit, frees_at, take_slot
from payments.errors import TooManyAttempts

AN_HOUR = 60 * 60


def count_start(network: str) -> None:
    """Count one more start from a network (`accounts.throttle.network_of`). "" is not counted: the council's own
    offices, where officers start payments for everybody, share one.

    Raises:
        TooManyAttempts: so many were started from there within the hour.
    """
    if not network:
        return
    limit = Limit(attempts=settings.PAYMENT_STARTS_PER_NETWORK, seconds=AN_HOUR)
    subject = f"payments:network:{network}"
    if take_slot(subject, limit) is None:
        raise TooManyAttempts(frees_at(subject, limit) or timezone.now(), is_network=True)
