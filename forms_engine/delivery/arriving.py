"""What the other end says of a delivery by itself: that it has fetched it, that it has it, that it will not have it.

A connector's ``send`` says so at once; these are the other ways: the pull door, an acknowledgement beside a file, a
letter that comes back.
"""

import logging
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from forms_engine.delivery.following import let_follow
from forms_engine.delivery.heard import number_known
from forms_engine.delivery.models import Attempt, Delivery
from forms_engine.delivery.notify import say_due
from forms_engine.delivery.outcome import Fault

logger = logging.getLogger(__name__)

State = Delivery.State
UNDER_WAY = (State.READY, State.DEAD)
FETCHED = "Fetched, and not acknowledged yet."


class Contradiction(Exception):
    """It contradicts what was said before; the message says how."""


@transaction.atomic
def note_fetched(delivery_id: UUID) -> None:
    """Somebody has been given the delivery to read, and has not said yet that they have it: an attempt without an end,
    begun when they last fetched it."""
    delivery = _locked(delivery_id)
    if delivery.state not in UNDER_WAY and not delivery.replay_at:
        return
    fetching = delivery.attempts.filter(finished_at=None, detail=FETCHED)
    if not fetching.update(started_at=timezone.now()) and not _open_attempt(delivery):
        _attempt(delivery, FETCHED)


@transaction.atomic
def take_over(delivery_id: UUID, *, case: str = "", how: str) -> Delivery:
    """The back office says that it has the delivery, with its own number for it if it gives one. Saying so again
    changes nothing.

    Raises:
        Contradiction: when somebody has seen to it in another way, or it was given another number before.
    """
    now = timezone.now()
    delivery = _locked(delivery_id)
    if delivery.state not in {*UNDER_WAY, State.DELIVERED}:
        raise Contradiction("It is not needed any more: somebody has seen to it in another way")
    if case and delivery.remote_id not in {"", case}:
        raise Contradiction(f"It was acknowledged as {delivery.remote_id} before")
    if delivery.replay_at:
        _end(_open_attempt(delivery) or _attempt(delivery, how), succeeded=True, detail=how)
        delivery.replay_at = None
    elif delivery.state != State.DELIVERED:
        _end(_open_attempt(delivery) or _attempt(delivery, how), succeeded=True, detail=how)
        delivery.state, delivery.delivered_at = State.DELIVERED, now
        delivery.next_at = delivery.leased_until = delivery.dead_at = None
        delivery.last_error = ""
    delivery.acknowledged_at = delivery.acknowledged_at or now
    delivery.remote_id = delivery.remote_id or case
    number_known(delivery)
    delivery.save()
    let_follow([delivery.id])
    # What its owner has to tell the same destination next may go now.
    say_due()
    return delivery


@transaction.atomic
def turn_back(delivery_id: UUID, *, reason: str, even_acknowledged: bool = False) -> bool:
    """The other end will not have the delivery, or it could not be brought there: a person has to look. Answers
    whether it makes a difference: not where one has to look already.

    Raises:
        Contradiction: when it was acknowledged before, unless that is no contradiction, or somebody has seen to it.
    """
    delivery = _locked(delivery_id)
    if delivery.state == State.DEAD:
        return False
    acknowledged = delivery.acknowledged_at is not None and not even_acknowledged
    if acknowledged or delivery.state not in {State.READY, State.DELIVERED}:
        raise Contradiction(
            "It was acknowledged before"
            if acknowledged
            else "It is not needed any more: somebody has seen to it in another way"
        )
    _end(_open_attempt(delivery) or _attempt(delivery, reason), succeeded=False, detail=reason)
    delivery.state, delivery.dead_at, delivery.last_error = State.DEAD, timezone.now(), reason[:500]
    delivery.next_at = delivery.leased_until = delivery.delivered_at = delivery.acknowledged_at = None
    delivery.replay_at = None
    if delivery.is_test:
        delivery.state, delivery.dead_at = State.CANCELLED, None
    delivery.save()
    logger.error("delivery %s to %s needs attention", delivery.id, delivery.destination_id)
    return True


def _locked(delivery_id: UUID) -> Delivery:
    return Delivery.objects.select_for_update(of=("self",)).get(id=delivery_id)


def _open_attempt(delivery: Delivery) -> Attempt | None:
    return delivery.attempts.filter(finished_at=None).order_by("-number").first()


def _attempt(delivery: Delivery, detail: str) -> Attempt:
    last = delivery.attempts.aggregate(last=Max("number"))["last"] or 0
    delivery.attempts_made = max(last, delivery.attempts_made) + 1
    delivery.save(update_fields=["attempts_made"])
    return Attempt.objects.create(
        delivery=delivery,
        number=delivery.attempts_made,
        started_at=timezone.now(),
        detail=detail[:500],
        sha256=delivery.sha256,
        replay_id=delivery.replay_id if delivery.replay_at else None,
    )


def _end(attempt: Attempt, *, succeeded: bool, detail: str) -> None:
    attempt.finished_at, attempt.succeeded, attempt.detail = timezone.now(), succeeded, detail[:500]
    attempt.fault = "" if succeeded else Fault.THIS_ONE.value
    attempt.save(update_fields=["finished_at", "succeeded", "detail", "fault"])
