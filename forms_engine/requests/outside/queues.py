"""The queues that somebody of a team outside the council works through."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, Func, IntegerField, OuterRef, Q, QuerySet

from audiences.keys import PARTNER
from audiences.principal import Principal
from forms_engine.catalogue.models import Queue
from forms_engine.catalogue.selectors import teams_for
from forms_engine.requests.models import Request
from forms_engine.requests.selectors import MOST_COUNTED, is_worker, requests_for


class Show(StrEnum):
    """What a queue's list is cut by."""

    ALL = ""
    MINE = "mine"
    FREE = "free"
    OVERDUE = "overdue"


def works_outside(principal: Principal) -> bool:
    """Whether this principal is somebody of a team outside the council, on the extranet."""
    return principal.audience == PARTNER and is_worker(principal)


def queues_outside(principal: Principal) -> QuerySet[Queue]:
    """The queues of the teams that this principal's organisations are, by name; none anywhere but on the extranet."""
    if principal.audience != PARTNER:
        return Queue.objects.none()
    return Queue.objects.filter(team__in=teams_for(principal)).select_related("team").order_by("name")


def counted_queues(principal: Principal) -> list[tuple[Queue, int]]:
    """Each with how many unfinished requests wait there, ``MOST_COUNTED`` at most. One query, however many there are."""
    waiting = (
        requests_for(principal)
        .filter(queue=OuterRef("pk"), received_at__isnull=False, finished_at=None)
        .order_by()
        .values("pk")[:MOST_COUNTED]
    )
    counted = Func(ArraySubquery(waiting), function="cardinality", output_field=IntegerField())
    return [(queue, queue.waiting) for queue in queues_outside(principal).annotate(waiting=counted)]


def jobs_in(principal: Principal, queue: Queue, show: Show, today: date) -> QuerySet[Request]:
    """A queue's unfinished requests for this principal, newest first, cut by ``show``."""
    found = requests_for(principal).filter(queue=queue, received_at__isnull=False, finished_at=None)
    if show is Show.MINE:
        found = found.filter(assigned_to=principal.user)
    elif show is Show.FREE:
        found = found.filter(assigned_to=None)
    elif show is Show.OVERDUE:
        found = found.filter(due_on__lt=today)
    return found.select_related("location__ward", "assigned_to").order_by(F("received_at").desc(), "id")


def after(rows: QuerySet[Request], received_at: datetime, last: UUID) -> QuerySet[Request]:
    """The rows that follow the one received then with that id."""
    return rows.filter(Q(received_at__lt=received_at) | Q(received_at=received_at, id__gt=last))
