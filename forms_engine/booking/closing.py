"""Days on which schedules are closed, entered or taken out: what that does, said at once, and done by the worker.

Such a day concerns every schedule that closes on bank holidays. To bring them all in line takes longer than somebody waits
for a page, so the page says what is going to happen and the worker does it (``tasks.follow_closed_days``), deferred in the
transaction that changes the list.
"""

import functools
import operator
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.booking import generating, holidays
from forms_engine.booking.clocks import day_bounds
from forms_engine.booking.foreseeing import Effects, touched_by_holidays
from forms_engine.booking.models import Place, ResourceKind, ScheduleException, Slot
from forms_engine.booking.models.slots import LONDON

TASK = "booking.follow_closed_days"


def closed_to_come() -> frozenset[date]:
    """The days from today on that are closed now, as far as times are made."""
    today = timezone.now().astimezone(LONDON).date()
    furthest = ResourceKind.objects.aggregate(days=Max("days_ahead"))["days"] or 0
    return holidays.closed_days(today, today + timedelta(days=furthest + 7))


def foresee(before: frozenset[date]) -> Effects:
    """What the days that are closed now, and were not ``before``, do to what is on offer and to what is booked."""
    after = closed_to_come()
    slots = _slots_on(after - before)
    booked = slots.filter(Exists(Place.objects.filter(slot=OuterRef("pk"), booking__isnull=False)))
    return Effects(
        made=0,
        withdrawn=slots.count(),
        no_longer_fit=tuple(sorted(booked.values_list("pk", flat=True))),
        over=(),
        opened_days=len(before - after),
    )


def follow() -> None:
    """Have the worker bring every schedule that closes on such days in line, once the caller's transaction is committed."""
    from forms_engine.booking import tasks

    tasks.follow_closed_days.defer()


def bring_about() -> None:
    """What the worker does: each schedule in a transaction of its own."""
    generating.generate_each(touched_by_holidays().order_by("pk").values_list("pk", flat=True))


def is_under_way() -> bool:
    """Whether the worker has yet to finish."""
    return ProcrastinateJob.objects.filter(task_name=TASK, status__in=["todo", "doing"]).exists()


def still_offered(days: Iterable[date]) -> dict[date, int]:
    """How many times are still on offer on each of these days although schedules close on it; days without any are left
    out. Schedules that have hours of their own for the day do not count."""
    rows = _slots_on(days).order_by().values_list(TruncDate("starts_at", tzinfo=LONDON))
    return dict(rows.annotate(number=Count("pk")))


def _slots_on(days: Iterable[date]) -> QuerySet[Slot]:
    """The times to come on these days, of schedules that close on them."""
    bounds = [day_bounds(day, day) for day in days]
    if not bounds:
        return Slot.objects.none()
    on_one_of_them = functools.reduce(
        operator.or_, (Q(starts_at__gte=begin, starts_at__lt=end) for begin, end in bounds)
    )
    has_its_own = ScheduleException.objects.filter(schedule=OuterRef("schedule"), day=OuterRef("on"))
    return Slot.objects.annotate(on=TruncDate("starts_at", tzinfo=LONDON)).filter(
        on_one_of_them,
        ~Exists(has_its_own),
        schedule__in=touched_by_holidays().values("pk"),
        starts_at__gt=timezone.now(),
        withdrawn_at=None,
    )
