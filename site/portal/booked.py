"""Somebody's appointments, for lists of them: what, when and where, and whether another time can be chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.booking.models import Booking
from forms_engine.booking.states import LIVE, State
from forms_engine.booking.wording import when_in_words
from forms_engine.journeys.times import where_of
from forms_engine.requests.bookings.moving import may_move
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from portal.listing import LONG, newest_of, own

MOST_TO_COME = 50

# What was never theirs, or still is somebody's who fills in.
NOT_THEIRS = (State.HELD, State.EXPIRED, State.RELEASED)


@dataclass(frozen=True, slots=True)
class Row:
    """One appointment in a list, with the request that it belongs to."""

    made: Request
    what: str
    when: str
    where: list[str]
    begins: datetime
    state: str
    may_move: bool


def bookings_of(principal: Principal) -> QuerySet[Booking]:
    """The appointments of the principal's own requests, but for those that came to nothing by themselves."""
    newest = newest_of(principal).values(named=Cast("pk", CharField()))
    rows = Booking.objects.filter(owner_type=OWNER_TYPE, owner_id__in=newest)
    return rows.exclude(state__in=NOT_THEIRS).select_related("slot__resource__kind")


def to_come(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Those that are still to come or under way, the soonest first."""
    waiting = bookings.filter(state__in=LIVE, slot__ends_at__gt=timezone.now())
    return waiting.order_by("slot__starts_at", "pk")


def past(bookings: QuerySet[Booking]) -> QuerySet[Booking]:
    """Those that are over, were cancelled or could not be agreed to."""
    return bookings.exclude(state__in=LIVE, slot__ends_at__gt=timezone.now())


def rows_of(principal: Principal, bookings: Iterable[Booking], language: str) -> list[Row]:
    """What a list says of appointments that were found here, in their order. One query beside theirs."""
    bookings = list(bookings)
    mine = own(principal).filter(pk__in=[one.owner_id for one in bookings]).defer(*LONG)
    made = {str(one.pk): one for one in mine}
    return [_row(made[one.owner_id], one, language) for one in bookings if one.owner_id in made]


def _row(made: Request, booking: Booking, language: str) -> Row:
    resource = booking.slot.resource
    return Row(
        made=made,
        what=resource.kind.name_in(language),
        when=when_in_words(booking.slot, language),
        where=where_of(resource),
        begins=booking.slot.starts_at,
        state=booking.state,
        may_move=may_move(made, booking),
    )
