"""What has been kept for its time: found by an index, erased a request at a time.

The narrowest rule holds: of the outcome, else of the service, else the council's. Without one nothing is erased by time,
but what was sent in practice, which is kept for thirty days. Drafts have a rule of their own (``DRAFT_DAYS``).
"""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial, reduce
from operator import or_
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils import timezone

from forms_engine.catalogue.models import Service
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.kept import Kept, in_words, reasons_of
from forms_engine.requests.data_life.people import forget
from forms_engine.requests.models import Request, RetentionRule, Tombstone
from forms_engine.rounds import Attempt, going_on

PRACTICE_KEPT_FOR = timedelta(days=30)
AT_ONCE = 500
# Nothing here was finished before this year: a rule of more years than that keeps everything.
FIRST_YEAR = 1900
# What two nights did not erase has to be kept.
STUCK_AFTER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A request whose time is over and that may not be erased, with why."""

    request: Request
    reasons: list[str]

    @property
    def why(self) -> str:
        """The reasons, as officers read them."""
        return in_words(self.reasons)


def due(now: datetime) -> Iterator[QuerySet[Request]]:
    """The requests whose time is over, a set for each service and rule, each found by the index ``request_kept``."""
    for part in _parts(now):
        yield Request.objects.filter(part, erased_at=None)
    for service_id in _services():
        yield Request.objects.filter(
            service=service_id, is_practice=True, finished_at__lt=now - PRACTICE_KEPT_FOR, erased_at=None
        )


def standing_still(requests: QuerySet[Request], now: datetime) -> QuerySet[Request]:
    """Those of ``requests`` (as a selector shows them) whose time was over before the last nights: what is still there has
    to be kept. The longest finished first."""
    parts = list(_parts(now - STUCK_AFTER))
    over = reduce(or_, parts) if parts else Q(pk__in=[])
    return requests.filter(over, erased_at=None).order_by("finished_at", "pk")


def stuck(requests: QuerySet[Request], now: datetime, most: int) -> list[Stuck]:
    """The first of those that stand still, so many at most, with why."""
    rows = list(standing_still(requests, now).select_related("service")[:most])
    reasons = reasons_of([row.pk for row in rows])
    return [Stuck(row, reasons[row.pk]) for row in rows]


def _parts(now: datetime) -> Iterator[Q]:
    """Of each service, what was finished so long ago that its time is over."""
    rules = {(rule.service_id, rule.outcome_id): rule.months for rule in RetentionRule.objects.all()}
    councils = rules.get((None, None))
    for service_id in _services() if rules else []:
        theirs = Q(service=service_id, is_practice=False)
        own = {outcome: months for (of, outcome), months in rules.items() if of == service_id and outcome}
        for outcome, months in own.items():
            yield theirs & Q(outcome=outcome, finished_at__lt=before(now, months))
        default = rules.get((service_id, None), councils)
        if default is not None:
            others = ~Q(outcome__in=list(own)) | Q(outcome=None) if own else Q()
            yield theirs & others & Q(finished_at__lt=before(now, default))


def _services() -> list[int]:
    return list(Service.objects.order_by("pk").values_list("pk", flat=True))


def before(now: datetime, months: int) -> datetime:
    """What was finished before then has been kept for that many months."""
    local = timezone.localtime(now)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    year = max(year, FIRST_YEAR)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def erase_due(now: datetime) -> int:
    """Erase what has been kept for its time, each request in a transaction of its own; answers how many there were. What
    has to be kept is passed over, and one that something goes wrong with holds nobody else up.

    Raises:
        RoundNotWhole: when some could not be erased.
    """
    with going_on("erasing what is over") as attempt:
        return sum(_erase_batch(batch, attempt) for batch in _batches(now))


def _erase_batch(batch: list[UUID], attempt: Attempt) -> int:
    kept = reasons_of(batch)
    theirs = dict(Request.objects.filter(pk__in=batch).values_list("pk", "customer_id"))
    erased = 0
    for request_id in batch:
        if not kept.get(request_id) and attempt(request_id, partial(_erase, request_id)):
            erased += 1
            attempt(theirs[request_id], partial(forget, theirs[request_id]))
    return erased


def _erase(request_id: UUID) -> int:
    try:
        return int(erase_request(request_id, Tombstone.Because.TIME))
    except Kept:
        return 0


def _batches(now: datetime) -> Iterator[list[UUID]]:
    for over in due(now):
        after: tuple[datetime, UUID] | None = None
        while rows := _next(over, after):
            yield [pk for _, pk in rows]
            after = rows[-1]


def _next(over: QuerySet[Request], after: tuple[datetime, UUID] | None) -> list[tuple[datetime, UUID]]:
    if after is not None:
        at, pk = after
        over = over.filter(Q(finished_at__gt=at) | Q(finished_at=at, pk__gt=pk), finished_at__gte=at)
    found = over.order_by("finished_at", "pk").values_list("finished_at", "pk")[:AT_ONCE]
    return [(at, pk) for at, pk in found if at is not None]
