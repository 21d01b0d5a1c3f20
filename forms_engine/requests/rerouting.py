"""Routing rules applied again to requests that exist: seen first, then done in the worker, a few at a time.

What has been told cannot be taken back, and no destination is told twice: a request's new destinations hear of it, what is
still held for one that is not for it any more is cancelled, and it moves to the queue that the rules name. Doing it again
finds nothing left to do.
"""

import logging
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, UUIDField
from django.db.models.functions import Cast
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from accounts.staff.administrators import is_administrator
from audiences.admission import admit
from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.delivery import services as delivery
from forms_engine.delivery.models import Delivery, Destination, Rerun, RoutingDecision
from forms_engine.delivery.routing.deciding import Loaded, decide_by
from forms_engine.delivery.routing.facts import Decision, Target
from forms_engine.delivery.routing.loading import load, newest
from forms_engine.delivery.routing.recording import record_decision
from forms_engine.failures import log_failure
from forms_engine.requests.handing_on import put_by_an_officer
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.payload import RECEIVED, received
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.routing import facts_again
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.telling import write_entry

logger = logging.getLogger(__name__)

AT_ONCE = 50  # requests in one task of the worker
NAMED_NO_MORE = "The rules, applied again, name it no more."
PREVIEWED = 200  # requests whose consequences are worked out while somebody waits


class NotAnAdministrator(PermissionError):
    """Applying rules again is an administrator's to ask for."""


class RulesChanged(ValueError):
    """Other rules are in force than those that were shown."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which requests. Days are the council's own, both included; ``destination`` is one that they were for."""

    journey: str = ""
    first_day: date | None = None
    last_day: date | None = None
    destination: str = ""
    finished_too: bool = False

    def as_json(self) -> dict[str, Any]:
        """As ``Rerun.chosen`` keeps it."""
        return {
            "journey": self.journey,
            "first_day": self.first_day.isoformat() if self.first_day else None,
            "last_day": self.last_day.isoformat() if self.last_day else None,
            "destination": self.destination,
            "finished_too": self.finished_too,
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> "Chosen":
        """Back again."""
        days = {
            name: date.fromisoformat(kept[name]) if kept[name] else None for name in ("first_day", "last_day")
        }
        return cls(
            journey=kept["journey"],
            destination=kept["destination"],
            finished_too=kept["finished_too"],
            **days,
        )


@dataclass(frozen=True, slots=True)
class Consequence:
    """What follows for one request: who hears of it now, whose held delivery is not needed any more, and the queue that
    it moves to at once, if it does ("" where not; a queue that hears of it for the first time is among ``new``)."""

    request: Request
    decision: Decision
    new: tuple[Target, ...]
    dropped: tuple[Destination, ...]
    queue: str

    @property
    def changes(self) -> bool:
        """Whether anything follows at all."""
        return bool(self.new or self.dropped or self.queue)

    @property
    def in_words(self) -> str:
        """What follows, for a timeline and a preview."""
        said = [f"{target.name} is told" for target in self.new]
        said += [f"{one.name} is not told" for one in self.dropped]
        said += [f"moved to the queue “{self.queue}”"] if self.queue else []
        return f"{'; '.join(said)}." if said else "Nothing changes."


def chosen_requests(principal: Principal, chosen: Chosen) -> QuerySet[Request]:
    """The requests chosen, of those that this principal may see: sent from a journey of ours, none of an editor's
    practice, none that is not wanted any more."""
    found = requests_for(principal).filter(journey_version__journey__is_practice=False)
    found = found.exclude(state=RequestState.CANCELLED).exclude(state=RequestState.CLOSED, received_at=None)
    if chosen.journey:
        found = found.filter(journey_version__journey__slug=chosen.journey)
    if chosen.first_day:
        found = found.filter(created_at__gte=_midnight(chosen.first_day))
    if chosen.last_day:
        found = found.filter(created_at__lt=_midnight(chosen.last_day + timedelta(days=1)))
    if chosen.destination:
        for_it = Delivery.objects.filter(
            owner_type=OWNER_TYPE,
            owner_id=Cast(OuterRef("pk"), CharField()),
            destination__slug=chosen.destination,
        )
        found = found.filter(Exists(for_it))
    if not chosen.finished_too:
        found = found.exclude(state__in=FINISHED)
    return found


def preview(principal: Principal, chosen: Chosen) -> tuple[list[Consequence], bool]:
    """What would follow for the newest of the requests chosen, and whether there are more than that. Changes nothing."""
    loaded = load(newest())
    newest_first = _with_parts(chosen_requests(principal, chosen)).order_by("-created_at", "id")
    found = list(newest_first[: PREVIEWED + 1])
    return [consequence_of(one, loaded) for one in found[:PREVIEWED]], len(found) > PREVIEWED


def consequence_of(request: Request, loaded: Loaded) -> Consequence:
    """What these rules mean for a request as it stands."""
    decision = decide_by(loaded, facts_again(request))
    there = list(
        Delivery.objects.filter(owner_type=OWNER_TYPE, owner_id=str(request.pk)).select_related("destination")
    )
    told = {one.destination_id for one in there if one.state != Delivery.State.CANCELLED}
    wanted = {target.id for target in decision.targets}
    new = tuple(target for target in decision.targets if target.id is not None and target.id not in told)
    dropped = tuple(
        one.destination
        for one in there
        if one.state == Delivery.State.HELD and one.destination_id not in wanted
    )
    # A queue that hears of it for the first time, or whose delivery is under way, moves the request by itself. One that
    # had it before does not get it back from where an officer has put it.
    arrived = {one.destination_id for one in there if one.state == Delivery.State.DELIVERED}
    queued = next((target for target in decision.targets if target.queue), None)
    now_in = request.queue.slug if request.queue else ""
    moves = (
        request.received_at is not None
        and queued is not None
        and queued.queue != now_in
        and queued.id in arrived
        and not put_by_an_officer(request, since=None)
    )
    return Consequence(request, decision, new, dropped, decision.queue if moves else "")


@transaction.atomic
def begin(principal: Principal, chosen: Chosen, *, rules: int) -> Rerun:
    """Apply the rules again to the requests chosen, in the worker.

    Args:
        rules: the number of the rule set that was shown.

    Raises:
        NotAnAdministrator: for anybody else.
        RulesChanged: when others are in force by now.
    """
    user = principal.user
    if user is None or principal.audience != STAFF or not is_administrator(user):
        raise NotAnAdministrator("Applying rules again is an administrator's to ask for.")
    now = newest()
    if now.number != rules:
        raise RulesChanged("Other rules are in force since you looked. Look again at what would follow.")
    rerun = Rerun.objects.create(chosen=chosen.as_json(), rule_set=now, by=user)
    defer(rerun.pk)
    return rerun


def go_on(rerun_id: int) -> bool:
    """Do the next requests of a re-run; answers whether there are more. Two workers at once do not do it twice: the
    second one finds it taken, and leaves it."""
    with transaction.atomic():
        rerun = (
            Rerun.objects.select_for_update(skip_locked=True, of=("self",))
            .select_related("by", "rule_set__default_destination")
            .filter(pk=rerun_id, finished_at=None)
            .first()
        )
        if rerun is None:
            return False
        principal = admit(rerun.by, STAFF)
        if principal is None or not is_administrator(rerun.by):
            _end(rerun, Rerun.State.STOPPED)
            return False
        next_ones = _next(rerun, principal)
        loaded = load(rerun.rule_set)
        for request_id in next_ones:
            rerun.changed += _try_to_apply(request_id, rerun, loaded)
            rerun.looked_at += 1
            rerun.reached = str(request_id)
        if len(next_ones) < AT_ONCE:
            _end(rerun, Rerun.State.DONE)
            return False
        rerun.state = Rerun.State.RUNNING
        rerun.save()
    return True


def _end(rerun: Rerun, state: Rerun.State) -> None:
    rerun.state, rerun.finished_at = state, timezone.now()
    rerun.save()


def _try_to_apply(request_id: UUID, rerun: Rerun, loaded: Loaded) -> bool:
    """``_apply``, with nothing of it done where any of it fails: the re-run names the request then, and goes on."""
    try:
        with transaction.atomic():
            return _apply(request_id, rerun, loaded)
    except Exception as error:  # whatever it is, those behind it have their turn
        if not connection.is_usable():
            raise
        log_failure(logger, f"a re-run failed for {request_id}", error)
        why = f"Something went wrong inside Guildhall ({type(error).__name__}). The worker’s log says where."
        rerun.passed_over.append([str(request_id), why])
        return False


def defer(rerun_id: int) -> None:
    """Have a worker go on with a re-run."""
    from forms_engine.requests.tasks import rerun_rules

    with suppress(AlreadyEnqueued):
        rerun_rules.configure(queueing_lock=f"rerun:{rerun_id}").defer(rerun_id=rerun_id)


def defer_unfinished() -> None:
    """Have a worker go on with every re-run that has not come to its end."""
    for rerun_id in Rerun.objects.filter(finished_at=None).values_list("pk", flat=True):
        defer(rerun_id)


def reruns() -> QuerySet[Rerun]:
    """The re-runs there have been, newest first."""
    return Rerun.objects.select_related("by", "rule_set").order_by("-asked_at")


def changed_by(principal: Principal, rerun: Rerun) -> Iterator[tuple[str, str]]:
    """The references of the requests that a re-run changed, with why, of those that this principal may see."""
    changed = rerun.decisions.filter(changed=True)
    ids = changed.annotate(request=Cast("owner_id", UUIDField())).values("request")
    found = list(requests_for(principal).filter(pk__in=ids).order_by("-created_at")[:PREVIEWED])
    shown = changed.filter(owner_type=OWNER_TYPE, owner_id__in=[str(one.pk) for one in found])
    why = dict(shown.values_list("owner_id", "reasons"))
    for request in found:
        yield request.reference, " ".join(why[str(request.pk)])


def passed_over(principal: Principal, rerun: Rerun) -> Iterator[tuple[str, str]]:
    """The references of the requests that something went wrong with, with what, of those that this principal may see."""
    why = dict(rerun.passed_over)
    for request in requests_for(principal).filter(pk__in=why).order_by("-created_at")[:PREVIEWED]:
        yield request.reference, why[str(request.pk)]


def reruns_to_see_to(since: datetime) -> QuerySet[Rerun]:
    """Those that have not done all that was asked for, ended since then."""
    stopped, not_whole = Q(state=Rerun.State.STOPPED), ~Q(passed_over=[])
    return Rerun.objects.filter(stopped | not_whole, finished_at__gt=since)


def _next(rerun: Rerun, principal: Principal) -> list[UUID]:
    found = chosen_requests(principal, Chosen.from_json(rerun.chosen)).filter(created_at__lt=rerun.asked_at)
    if rerun.reached:
        found = found.filter(pk__gt=UUID(rerun.reached))
    return list(found.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])


def _apply(request_id: UUID, rerun: Rerun, loaded: Loaded) -> bool:
    """Do what follows for one request, with its row locked, and write it down. Answers whether anything did."""
    Request.objects.select_for_update().get(pk=request_id)
    request = _with_parts(Request.objects.filter(pk=request_id)).get()
    owner = {"owner_type": OWNER_TYPE, "owner_id": str(request_id)}
    if RoutingDecision.objects.filter(rerun=rerun, **owner).exists():
        return False
    found = consequence_of(request, loaded)
    record_decision(
        found.decision,
        **owner,
        areas=request.location.area_codes if request.location else [],
        rerun=rerun,
        changed=found.changes,
    )
    if not found.changes:
        return False
    write_entry(request, TimelineEntry.Kind.REROUTED, shown=False, message=found.in_words, actor=rerun.by)
    _tell(request, found)
    if found.queue:
        place_in_queue(str(request_id), found.queue)
    return True


def _tell(request: Request, found: Consequence) -> None:
    owner = {"owner_type": OWNER_TYPE, "owner_id": str(request.pk)}
    if found.dropped:
        Delivery.objects.filter(**owner, destination__in=found.dropped, state=Delivery.State.HELD).update(
            state=Delivery.State.CANCELLED, last_error=NAMED_NO_MORE
        )
    ids = [target.id for target in found.new if target.id is not None]
    if not ids:
        return
    # One that was not needed for a while was never told: it is held again.
    again = Delivery.objects.filter(**owner, destination__in=ids, state=Delivery.State.CANCELLED)
    kept = set(again.values_list("destination_id", flat=True))
    again.update(state=Delivery.State.HELD, last_error="")
    if others := [one for one in ids if one not in kept]:
        delivery.hold(**owner, subject=RECEIVED, destinations=others)
    if request.received_at is not None:
        delivery.release(**owner, message=received(request))


def _with_parts(requests: QuerySet[Request]) -> QuerySet[Request]:
    return requests.select_related("service", "queue", "location__ward", "journey_version__journey")


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
