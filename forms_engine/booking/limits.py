"""How many times may be held: nothing else keeps one person from holding every time that there is, for nothing.

Of a network, over all submissions. An officer books for everybody, and is not counted.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from accounts.throttle import Limit, give_back, take_slot
from forms_engine.booking.errors import BookingError, TooManyHolds

AN_HOUR = 60 * 60


@contextmanager
def counted_hold(network: str) -> Iterator[None]:
    """Count the hold that is made within as one more from a network (`accounts.throttle.network_of`); one that comes to
    nothing is not counted. "" never is. To be entered outside the hold's transaction: those of one network would otherwise
    wait for each other.

    Raises:
        TooManyHolds: `settings.HOLDS_PER_NETWORK` were made from there within the hour.
    """
    if not network:
        yield
        return
    counted = take_slot(
        f"bookings:network:{network}", Limit(attempts=settings.HOLDS_PER_NETWORK, seconds=AN_HOUR)
    )
    if counted is None:
        raise TooManyHolds(network)
    try:
        yield
    except BookingError:
        give_back(counted)
        raise
