"""A request as a list shows it: its marks, and what a tick on it says that the officer has seen."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max
from django.utils import timezone

from forms_engine.requests.assigning import holder_of
from forms_engine.requests.due import SOON
from forms_engine.requests.models import Request, TimelineEntry, Urgency
from forms_engine.requests.states import FINISHED, officer_label
from forms_engine.requests.working_days import council_days
from workplace.queues.ticks import Tick


@dataclass(frozen=True, slots=True)
class Row:
    """One row. ``tick`` is what its box sends."""

    request: Request
    state: str
    tick: str
    is_unread: bool
    is_overdue: bool
    is_due_soon: bool
    is_urgent: bool
    is_finished: bool


def rows_of(requests: Sequence[Request]) -> list[Row]:
    """Rows for a page of requests. Three queries, however many there are."""
    if not requests:
        return []
    today = timezone.localdate()
    soon = council_days().after(today, SOON)
    urgent = set(Urgency.objects.values_list("service", flat=True))
    newest = newest_entries(requests)
    return [
        Row(
            request=one,
            state=officer_label(one.state),
            tick=str(tick_of(one, newest.get(one.pk, 0))),
            is_unread=one.first_read_at is None and one.state not in FINISHED,
            is_overdue=one.due_on is not None and one.due_on < today,
            is_due_soon=one.due_on is not None and today <= one.due_on <= soon,
            is_urgent=one.service_id in urgent and one.state not in FINISHED,
            is_finished=one.state in FINISHED,
        )
        for one in requests
    ]


def tick_of(request: Request, newest: int) -> Tick:
    """What is seen of a request that is listed now."""
    return Tick(
        reference=request.reference,
        state=request.state,
        holder=holder_of(request),
        queue=request.queue.slug if request.queue else "",
        read=newest,
    )


def newest_entries(requests: Sequence[Request]) -> dict[object, int]:
    """The number of each request's newest timeline entry. One query."""
    found = TimelineEntry.objects.filter(request__in=[one.pk for one in requests]).order_by()
    return dict(found.values_list("request").annotate(newest=Max("number")))
