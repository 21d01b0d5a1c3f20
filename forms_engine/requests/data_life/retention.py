"""What has been kept for its time: found by an index, erased a request at a time.

The narrowest rule holds: of the outcome, else of the service, else the council's. Without one nothing is erased by time,
but what was sent in practice, which is kept for thirty days. Drafts have a rule of their own (``DRAFT_DAYS``).
"""

import logging
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q, QuerySet
from django.utils import timezone

from forms_engine.catalogue.models import Service
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.kept import Kept, reasons_of
from forms_engine.requests.models import Request, RetentionRule, Tombstone

PRACTICE_KEPT_FOR = timedelta(days=30)
AT_ONCE = 500

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A request whose time is over and that may not be erased."""

    reference: str
    finished_at: datetime
    service: str
    reasons: list[str]


def due(now: datetime) -> Iterator[QuerySet[Request]]:
    """The requests whose time is over, a set for each service and rule, each found by the index ``request_kept``."""
    rules = {(rule.service_id, rule.outcome_id): rule.months for rule in RetentionRule.objects.all()}
    councils = rules.get((None, None))
    for service_id in Service.objects.order_by("pk").values_list("pk", flat=True):
        theirs = Request.objects.filter(service=service_id, erased_at=None, is_practice=False)
        own = {outcome: months for (of, outcome), months in rules.items() if of == service_id and outcome}
        for outcome, months in own.items():
            yield theirs.filter(outcome=outcome, finished_at__lt=before(now, months))
        months = rules.get((service_id, None), councils)
        if months is not None:
            others = ~Q(outcome__in=list(own)) | Q(outcome=None) if own else Q()
            yield theirs.filter(others, finished_at__lt=before(now, months))
        practised = Request.objects.filter(service=service_id, erased_at=None, is_practice=True)
        yield practised.filter(finished_at__lt=now - PRACTICE_KEPT_FOR)


def before(now: datetime, months: int) -> datetime:
    """What was finished before then has been kept for that many months."""
    local = timezone.localtime(now)
    year, month = divmod(local.year * 12 + local.month - 1 - months, 12)
    day = min(local.day, monthrange(year, month + 1)[1])
    return local.replace(year=year, month=month + 1, day=day)


def erase_due(now: datetime) -> int:
    """Erase what has been kept for its time, each request in a transaction of its own; answers how many there were. What
    has to be kept is passed over, and one that something goes wrong with holds nobody else up."""
    erased = 0
    for batch in _batches(now):
        kept = reasons_of(batch)
        for request_id in batch:
            if kept.get(request_id):
                continue
            try:
                erased += erase_request(request_id, Tombstone.Because.TIME)
            except Kept:
                continue
            except DatabaseError:
                logger.exception("request %s could not be erased", request_id)
    return erased


def stuck(requests: QuerySet[Request], now: datetime, most: int) -> list[Stuck]:
    """Those of ``requests`` (as a selector shows them) whose time is over and that may not be erased, with why; so many at
    most, and the longest over first of each service."""
    found: list[Stuck] = []
    for over in due(now):
        rows = over.filter(pk__in=requests.values("pk")).order_by("finished_at").select_related("service")
        listed = list(rows[:AT_ONCE])
        reasons = reasons_of([row.pk for row in listed])
        found += [
            Stuck(row.reference, row.finished_at, row.service.name, reasons[row.pk])
            for row in listed
            if reasons[row.pk] and row.finished_at is not None
        ]
        if len(found) >= most:
            break
    return found[:most]


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
