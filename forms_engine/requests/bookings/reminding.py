"""The day before: a reminder, once for each time that somebody has."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, UUIDField
from django.db.models.functions import Cast

from forms_engine.booking.clocks import day_bounds
from forms_engine.booking.models import Booking, BookingEvent
from forms_engine.booking.models.slots import LONDON
from forms_engine.booking.states import State
from forms_engine.requests.bookings import letters
from forms_engine.requests.bookings.recording import write_when
from forms_engine.requests.bookings.sending import booking_of
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.rounds import going_on

# By day: nobody's telephone rings at night, also after a day on which nothing could be sent.
FROM_HOUR, UNTIL_HOUR = 9, 21
AT_MOST = 500  # in one round


def remind(now: datetime) -> int:
    """Remind those whose confirmed appointment is tomorrow (in London), unless they heard of it today. Answers how many.
    Safe to call at any time, any number of times.

    Raises:
        RoundNotWhole: when some of it failed.
    """
    local = now.astimezone(LONDON)
    if not FROM_HOUR <= local.hour < UNTIL_HOUR:
        return 0
    today = local.date()
    this_morning = day_bounds(today, today)[0]
    begin, end = day_bounds(today + timedelta(days=1), today + timedelta(days=1))
    moved_today = BookingEvent.objects.filter(
        booking=OuterRef("pk"), what=BookingEvent.What.MOVED, at__gte=this_morning
    )
    tomorrow = Booking.objects.filter(
        owner_type=OWNER_TYPE,
        state=State.CONFIRMED,
        slot__starts_at__gte=begin,
        slot__starts_at__lt=end,
        confirmed_at__lt=this_morning,
    ).exclude(Exists(moved_today))
    owners = tomorrow.annotate(request_id=Cast("owner_id", UUIDField())).values("request_id")
    waiting = Request.objects.filter(id__in=owners).exclude(reminded_of__gte=begin, reminded_of__lt=end)
    with going_on("reminders of appointments") as attempt:
        ids = list(waiting.order_by("id").values_list("id", flat=True)[:AT_MOST])
        return sum(attempt(request_id, partial(_remind, request_id, begin, end)) for request_id in ids)


@transaction.atomic
def _remind(request_id: UUID, begin: datetime, end: datetime) -> bool:
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    booking = booking_of(request)
    if booking is None or booking.state != State.CONFIRMED or not begin <= booking.slot.starts_at < end:
        return False
    if request.reminded_of == booking.slot.starts_at:
        return False
    request.reminded_of = booking.slot.starts_at
    request.save(update_fields=["reminded_of"])
    write_when(request, booking, TimelineEntry.Kind.BOOKING_REMINDER)
    letters.remind(request, booking)
    return True
