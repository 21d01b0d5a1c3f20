"""Asking Open311 servers how cases stand: they do not call us. Each server is asked every so many minutes, a bounded
number of times, and what it says is handed on in its own words; what was handed on before is told apart by its id.
"""

import logging
import time
from collections.abc import Sequence, Set
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from forms_engine.delivery.connectors import outbound
from forms_engine.delivery.connectors.checking import what_is_wrong
from forms_engine.delivery.heard import note_heard, number_known
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.models.open311 import Open311Case, Open311Poll
from forms_engine.delivery.open311.answers import MOST_ROWS, Standing, number_in, standings_in
from forms_engine.delivery.open311.asking import NoApiKey, NotAnswered, Server
from forms_engine.delivery.open311.settings import Open311Settings
from forms_engine.delivery.statuses import record_status

logger = logging.getLogger(__name__)

KIND = "open311"
TOKENS_AT_ONCE = 20
CASES_IN_A_CALL = 25  # an address has its longest length
CALLS_AT_ONCE = 8
LONGEST = 60.0  # seconds for one server, after which no further call is begun
OVERLAP = timedelta(minutes=15)  # what was written there a little late, under an earlier time
LONGEST_SPAN = timedelta(days=90) - OVERLAP  # the specification's, from then until a little after now
SHORTEST_SPAN = timedelta(seconds=1)  # what a question can say
ASKED_AFTER_CLOSED = timedelta(days=30)
CLOSED = "closed"


def servers_to_ask() -> list[Destination]:
    """The servers whose time has come, each for one caller only: no two workers ask the same server. One whose settings
    will not do is left out: a person reads of it (``delivery.selectors.wrong_settings``), and the others are asked."""
    in_use = Destination.objects.filter(kind=KIND, retired_at=None, paused_at=None).order_by("slug")
    return [one for one in in_use if not what_is_wrong(one.kind, one.settings) and _take_turn(one)]


def poll(destination: Destination) -> None:
    """Ask one server: what its tokens have become, and how its cases stand. What there was no time for is asked first
    the next time."""
    ends = time.monotonic() + LONGEST
    server = Server(Open311Settings(**destination.settings))
    Open311Poll.objects.get_or_create(destination=destination)
    try:
        _ask_tokens(server, destination, ends)
        if server.chosen.asks == "updates":
            _ask_updates(server, destination, ends)
        elif server.chosen.asks == "requests":
            _ask_requests(server, destination, ends)
    except (outbound.AddressRefused, outbound.NotReached, NoApiKey, NotAnswered) as error:
        logger.warning("asking the Open311 server of %s failed", destination.id)
        now = timezone.now()
        polls = Open311Poll.objects.filter(destination=destination)
        polls.filter(failing_since=None).update(failing_since=now)
        polls.update(detail=str(error)[:300])
    else:
        Open311Poll.objects.filter(destination=destination).update(failing_since=None, detail="")


def _take_turn(destination: Destination) -> bool:
    now = timezone.now()
    every = timedelta(minutes=Open311Settings(**destination.settings).every_minutes)
    Open311Poll.objects.get_or_create(destination=destination)
    due = Open311Poll.objects.filter(Q(asked_at=None) | Q(asked_at__lte=now - every), destination=destination)
    return bool(due.update(asked_at=now))


def _ask_tokens(server: Server, destination: Destination, ends: float) -> None:
    waiting = Open311Case.objects.filter(destination=destination, service_request_id="")
    for case in list(_longest_not_asked(waiting)[:TOKENS_AT_ONCE]):
        if time.monotonic() > ends:
            return
        Open311Case.objects.filter(pk=case.pk).update(asked_at=timezone.now())
        try:
            number = number_in(server.ask(f"tokens/{case.token}", "request", {}))
        except NotAnswered as error:
            if error.status != 404:
                raise
            continue  # They do not know it yet.
        if number:
            _number_found(case.pk, number)


@transaction.atomic
def _number_found(case_id: int, number: str) -> None:
    case = Open311Case.objects.get(pk=case_id)
    delivery = Delivery.objects.select_for_update().get(pk=case.delivery_id)
    Open311Case.objects.filter(pk=case_id).update(service_request_id=number, token="", asked_at=None)
    delivery.remote_id = number
    number_known(delivery)
    delivery.save()
    note_heard(
        destination=case.destination,
        owner_type=delivery.owner_type,
        owner_id=delivery.owner_id,
        remote_id=number,
    )


def _ask_updates(server: Server, destination: Destination, ends: float) -> None:
    """Ask for what happened since we asked last: at once where it fits into one list, else span after span, each short
    enough to be told whole. How far that went is kept after each."""
    now = datetime.now(UTC)
    state = Open311Poll.objects.get(destination=destination)
    since = max((state.updates_until or _began(destination)) - OVERLAP, now - LONGEST_SPAN)
    last = now + OVERLAP  # Their clock may be ahead of ours.
    span = last - since
    while since < last and time.monotonic() <= ends:
        until = min(since + span, last)
        asked = {"start_date": _w3c(since), "end_date": _w3c(until)}
        rows = server.ask("servicerequestupdates", "request_update", asked)
        standings = list(standings_in(rows))
        is_whole = len(rows) < MOST_ROWS or not standings
        told_until = until if is_whole else _whole_until(standings, since)
        if told_until is None:
            if span > SHORTEST_SPAN and min(one.at for one in standings) <= until:
                span = max(span / 8, SHORTEST_SPAN)
                continue
            # It cannot be told whole: so many at one moment, or a server that does not look at the end of a span.
            logger.error("the Open311 server of %s has more updates than it tells us", destination.id)
            told_until = until if span <= SHORTEST_SPAN else last
        _hand_on_ours(destination, standings)
        since, span = told_until, min(span * 2, LONGEST_SPAN)
        Open311Poll.objects.filter(destination=destination).update(updates_until=min(since + OVERLAP, now))


def _whole_until(standings: Sequence[Standing], since: datetime) -> datetime | None:
    """Up to when a list that was cut is whole; None where that is no further than ``since``, or where the newest comes
    first or there is no order, so that nobody can tell."""
    moments = [one.at for one in standings]
    gets_further = moments == sorted(moments) and moments[-1] >= since + SHORTEST_SPAN
    return moments[-1] if gets_further else None


def _hand_on_ours(destination: Destination, standings: Sequence[Standing]) -> None:
    ours = _ours(destination, {standing.service_request_id for standing in standings})
    for standing in sorted(standings, key=lambda one: one.at):
        # A list of updates is often of everybody's reports.
        if standing.update_id and standing.service_request_id in ours:
            _hand_on(destination, standing, standing.update_id)


def _ours(destination: Destination, numbers: Set[str]) -> Set[str]:
    """Which of these numbers are of cases of ours; all of them while one of ours may have arrived whose number we do
    not know yet."""
    sent = Delivery.objects.filter(destination=destination)
    may_be_there = Q(state=Delivery.State.READY, attempts_made__gt=0) | Q(state=Delivery.State.DEAD)
    no_number = Open311Case.objects.filter(destination=destination, service_request_id="")
    if no_number.exists() or sent.filter(may_be_there).exists():
        return numbers
    return set(sent.filter(remote_id__in=numbers).values_list("remote_id", flat=True))


def _began(destination: Destination) -> datetime:
    first = Open311Case.objects.filter(destination=destination).order_by("filed_at").first()
    return first.filed_at if first else timezone.now()


def _ask_requests(server: Server, destination: Destination, ends: float) -> None:
    still_asked = (
        Q(changed_at=None) | ~Q(status=CLOSED) | Q(changed_at__gt=timezone.now() - ASKED_AFTER_CLOSED)
    )
    numbered = Open311Case.objects.filter(still_asked, destination=destination).exclude(service_request_id="")
    cases = list(_longest_not_asked(numbered)[: CASES_IN_A_CALL * CALLS_AT_ONCE])
    for start in range(0, len(cases), CASES_IN_A_CALL):
        if time.monotonic() > ends:
            return
        part = cases[start : start + CASES_IN_A_CALL]
        asked = {case.service_request_id: case for case in part}
        rows = server.ask("requests", "request", {"service_request_id": ",".join(asked)})
        for standing in standings_in(rows):
            # Only what was asked for: a server speaks about its own cases.
            case = asked.get(standing.service_request_id)
            if case is not None and _is_new(case, standing):
                _take_over(destination, case, standing)
        Open311Case.objects.filter(pk__in=[case.pk for case in part]).update(asked_at=timezone.now())


def _is_new(case: Open311Case, standing: Standing) -> bool:
    """A case begins open and without a word."""
    return (standing.status, standing.words) != (case.status, case.words) and (
        case.changed_at is None or standing.at >= case.changed_at
    )


def _take_over(destination: Destination, case: Open311Case, standing: Standing) -> None:
    at = int(standing.at.timestamp())
    # Handed on first: where that fails, it is asked again, and told apart by its id.
    if standing.status != case.status or case.changed_at is not None:
        _hand_on(destination, standing, f"{standing.service_request_id[:150]}:{standing.status[:30]}:{at}")
    Open311Case.objects.filter(pk=case.pk).update(
        status=standing.status,
        words=standing.words,
        # Nobody's clock is ahead of ours for long: what they date later would shut out all that follows.
        changed_at=min(standing.at, timezone.now()),
    )


def _hand_on(destination: Destination, standing: Standing, message_id: str) -> None:
    try:
        with transaction.atomic():
            record_status(
                destination,
                f"open311:{message_id}",
                standing.service_request_id,
                standing.status,
                standing.at,
                standing.words,
            )
    except ValueError:
        # The same id with something else in it. The first word stands; it is not ours to choose another.
        logger.warning("the Open311 server of %s said two things under one id", destination.id)


def _longest_not_asked(cases: QuerySet[Open311Case]) -> QuerySet[Open311Case]:
    return cases.order_by(F("asked_at").asc(nulls_first=True), "pk")


def _w3c(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
