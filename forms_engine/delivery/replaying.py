"""Sending again what has arrived: for a back office that has lost it.

A replay changes nothing of a delivery: it stays delivered, with its id, its bytes and the number that it was given. It
is put in line beside what has not arrived (``Delivery.replay_at``), and goes the same way: claimed, sent, tried again,
in the order of its owner. What has not arrived yet goes first.
"""

import logging
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import User
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.following import let_follow
from forms_engine.delivery.models import TEST, Delivery, DeliveryAction, Destination, DestinationToken, Replay
from forms_engine.delivery.notify import say_due
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.retry import GIVE_UP_AFTER, next_attempt_at
from forms_engine.delivery.still_allowed import may_still_be_told

logger = logging.getLogger(__name__)

MOST_CHOSEN = 200
MOST_COUNTED = 100_000
AT_A_TIME = 500
LONGEST_SPAN = timedelta(days=93)
# What is sent comes to its end by its tries; for what is fetched there may be none.
FETCHED = [kind for kind, connector in CONNECTORS.items() if connector.replays and connector.send is None]

State = Delivery.State


class CannotReplay(ValueError):
    """It cannot be sent again; the message says why, to whoever asked."""


def to_replay(
    destination: Destination,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    chosen: Iterable[str] = (),
) -> QuerySet[Delivery]:
    """What of a destination's arrived in that span, or is among the chosen ones: delivered, not redirected, no test.
    What is cancelled or was seen to in another way is not among it, and what is still on its way arrives by itself."""
    which = Q(delivered_at__gte=since, delivered_at__lt=until) if since and until else Q(id__in=list(chosen))
    arrived = Delivery.objects.filter(
        which, destination=destination, state=State.DELIVERED, redirected_to=None
    )
    return arrived.exclude(owner_type=TEST).exclude(sha256="")


@transaction.atomic
def ask_for_replay(
    destination: Destination,
    *,
    since: datetime | None = None,
    until: datetime | None = None,
    chosen: Iterable[str] = (),
    by: User | None = None,
    by_token: DestinationToken | None = None,
    note: str = "",
) -> tuple[Replay, int]:
    """Have what ``to_replay`` finds sent again, by the worker. Answers the replay, and how many there are now.

    Args:
        since, until: aware, of when it was delivered, 93 days at most; or
        chosen: the ids of deliveries, 200 at most.

    Raises:
        CannotReplay: where the destination is given up or its kind cannot, the span is none, or there is nothing.
    """
    ids = list(dict.fromkeys(chosen))
    if destination.retired_at is not None or not CONNECTORS[destination.kind].replays:
        raise CannotReplay("This destination cannot be sent anything again.")
    if bool(ids) == bool(since and until):
        raise CannotReplay("Give the days from and to, or the deliveries, and not both.")
    if since and until and not timedelta() < until - since <= LONGEST_SPAN:
        raise CannotReplay(f"Choose a span that ends after it begins, of {LONGEST_SPAN.days} days at most.")
    if len(ids) > MOST_CHOSEN:
        raise CannotReplay(f"Name {MOST_CHOSEN} deliveries at most, or give a span.")
    try:
        many = to_replay(destination, since=since, until=until, chosen=ids)[:MOST_COUNTED].count()
    except ValidationError:
        raise CannotReplay("One of these is no id of a delivery.") from None
    if not many:
        raise CannotReplay("Nothing of that has arrived there, so there is nothing to send again.")
    # Nobody waits for a second one: a program that asks again and again would send the same for ever.
    Destination.objects.select_for_update().get(pk=destination.pk)
    if destination.replays.filter(taken_up_at=None).exists():
        raise CannotReplay("Another replay is just being begun. Try again in a minute.")
    replay = Replay.objects.create(
        destination=destination,
        since=since,
        until=until,
        chosen=ids,
        by=by,
        by_token=by_token,
        note=note.strip(),
    )
    if by is not None:
        span = "Chosen ones"
        if since and until:
            first, last = (f"{moment.astimezone(UTC):%d %B %Y, %H:%M}" for moment in (since, until))
            span = f"From {first} to {last} UTC"
        DeliveryAction.objects.create(
            destination=destination,
            kind=DeliveryAction.Kind.REPLAYED,
            by=by,
            note=f"{span}: {many}. {replay.note}".strip(),
        )
    from forms_engine.delivery import tasks

    tasks.take_up_replay.defer(replay_id=str(replay.pk))
    return replay, many


def take_up(replay_id: UUID) -> None:
    """Put a replay's deliveries in line, some at a time, each owner's in their order; called again, it goes on."""
    while _take_up_some(replay_id):
        say_due()


@transaction.atomic
def _take_up_some(replay_id: UUID) -> bool:
    replay = Replay.objects.select_for_update(of=("self",)).select_related("destination").get(pk=replay_id)
    if replay.taken_up_at is not None:
        return False
    waiting = to_replay(replay.destination, since=replay.since, until=replay.until, chosen=replay.chosen)
    # What another replay has in line arrives by that one. An owner's earlier is in line before its later.
    waiting = waiting.filter(~Q(replay=replay) | Q(replay=None), replay_at=None)
    some = list(
        waiting.select_related("mapping_version")
        .select_for_update(of=("self",))
        .order_by("owner_type", "owner_id", "sequence")[:AT_A_TIME]
    )
    for delivery in some:
        delivery.destination = replay.destination
        delivery.replay = replay
        if may_still_be_told(delivery):
            delivery.replay_at = delivery.delivered_at
        else:
            replay.left_out += 1
    Delivery.objects.bulk_update(some, ["replay", "replay_at"])
    if len(some) < AT_A_TIME:
        replay.taken_up_at = timezone.now()
    replay.save(update_fields=["left_out", "taken_up_at"])
    return True


def note_replayed(delivery: Delivery, outcome: Outcome, now: datetime) -> None:
    """Record what came of sending a delivery again, in the caller's transaction and under its lock. Whatever came of
    it, the delivery has arrived: only its place in the line changes."""
    delivery.leased_until = None
    assert delivery.replay is not None
    over = now >= delivery.replay.asked_at + GIVE_UP_AFTER
    if outcome.succeeded or outcome.fault is not Fault.PASSING or over:
        delivery.replay_at = None
    else:
        tries = delivery.attempts.filter(replay=delivery.replay).count()
        delivery.replay_at = next_attempt_at(tries, now, outcome.retry_after)
    delivery.save(update_fields=["leased_until", "replay_at"])


@transaction.atomic
def end_unfetched() -> int:
    """Take out of the line what nobody has come for within 72 hours; answers how many there were. It has arrived once,
    and what its owner has to tell later must not wait behind it for ever. A pause does not count: what waited for it is
    offered for as long again."""
    since = timezone.now() - GIVE_UP_AFTER
    resumed = DeliveryAction.objects.filter(
        destination=OuterRef("destination"), kind=DeliveryAction.Kind.RESUMED, at__gt=since
    )
    unfetched = Delivery.objects.filter(
        ~Exists(resumed),
        replay_at__isnull=False,
        replay__asked_at__lt=since,
        destination__kind__in=FETCHED,
        destination__paused_at=None,
    )
    ended = list(unfetched.select_for_update(of=("self",)).values_list("id", flat=True))
    Delivery.objects.filter(id__in=ended).update(replay_at=None)
    let_follow(ended)
    return len(ended)


def latest_replays(destination: Destination, most: int = 10) -> list[tuple[Replay, dict[str, int]]]:
    """A destination's latest replays, each with how many deliveries of it ``arrived``, ``wait`` and have ``failed``."""
    found = list(destination.replays.select_related("by", "by_token").order_by("-asked_at")[:most])
    ids = [one.pk for one in found]
    arrived = _counted(
        Delivery.objects.filter(attempts__replay__in=ids, attempts__succeeded=True), F("attempts__replay")
    )
    tried = _counted(Delivery.objects.filter(attempts__replay__in=ids), F("attempts__replay"))
    wait = _counted(Delivery.objects.filter(replay__in=ids, replay_at__isnull=False), F("replay"))
    tried_and_wait = _counted(
        Delivery.objects.filter(replay__in=ids, replay_at__isnull=False, attempts__replay=F("replay")),
        F("replay"),
    )
    return [
        (
            one,
            {
                "arrived": arrived.get(one.pk, 0),
                "wait": wait.get(one.pk, 0),
                "failed": tried.get(one.pk, 0) - arrived.get(one.pk, 0) - tried_and_wait.get(one.pk, 0),
            },
        )
        for one in found
    ]


def _counted(deliveries: QuerySet[Delivery], by: F) -> dict[UUID, int]:
    rows = deliveries.order_by().annotate(whose=by).values("whose").annotate(n=Count("id", distinct=True))
    return {row["whose"]: row["n"] for row in rows}
