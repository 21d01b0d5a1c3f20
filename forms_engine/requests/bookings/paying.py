"""What a payment does to the time that was booked."""

from forms_engine.booking import confirming, holding
from forms_engine.booking.actors import HOUSE
from forms_engine.booking.errors import NoPlace, NothingHeld
from forms_engine.requests.bookings.sending import booking_of, owner_of
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.telling import write_entry
from payments import services as payments
from payments.models import Charge


def confirm(request: Request, charge: Charge) -> None:
    """What the request owed is paid, in time or late: its booking is confirmed, or waits to be agreed to. Where it was let
    go and somebody else has the time now, the charge is flagged and a refund proposed. Called in the transaction that
    records the payment, with charge and request locked; again it changes nothing."""
    if booking_of(request) is None:
        return
    try:
        confirming.paid(owner_of(request), HOUSE)
    except (NoPlace, NothingHeld):
        payments.flag_no_place(charge)
        write_entry(request, TimelineEntry.Kind.NO_PLACE, shown=True)


def let_go(request: Request) -> bool:
    """Nobody can pay for it any more: the place is free. Only to be called once the page at Stripe is closed, with the
    request locked. False where nothing waited for its payment."""
    if booking_of(request) is None:
        return False
    return holding.release(owner_of(request), HOUSE)
