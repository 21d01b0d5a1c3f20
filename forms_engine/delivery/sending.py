"""One try at a delivery that has been claimed: sent outside any transaction, then recorded."""

import logging
from datetime import datetime
from uuid import UUID

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import Q
from django.utils import timezone

from forms_engine.delivery import breaker
from forms_engine.delivery.claiming import Claimed
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.following import let_follow
from forms_engine.delivery.heard import number_known
from forms_engine.delivery.models import Attempt, Delivery
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.reasons import INSIDE
from forms_engine.delivery.replaying import note_replayed
from forms_engine.delivery.retry import next_attempt_at
from forms_engine.delivery.still_allowed import NOT_ANY_MORE, may_still_be_told
from forms_engine.failures import log_failure

logger = logging.getLogger(__name__)


def send_claimed(claimed: Claimed) -> None:
    """Try a claimed delivery and record what came of it; whatever a connector does, the attempt gets its end. What may
    not go there any more is not sent."""
    delivery = claimed.delivery
    send = CONNECTORS[delivery.destination.kind].send
    assert send is not None, "only what is sent one by one is claimed"
    is_sent = True
    try:
        is_sent = may_still_be_told(delivery)
        outcome = send(delivery) if is_sent else Outcome(Fault.THIS_ONE, NOT_ANY_MORE)
    except Exception as error:  # noqa: BLE001 - whatever it is, the attempt is recorded as failed
        log_failure(logger, f"delivery {delivery.id} failed inside", error)
        outcome = Outcome(Fault.PASSING, f"{INSIDE} ({type(error).__name__}).")
    try:
        record(delivery.id, claimed.attempt.number, outcome)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - whatever it is, it must not be sent again at the end of every lease
        log_failure(logger, f"delivery {delivery.id} cannot be recorded", error)
        _record_without_its_owner(delivery.id, claimed.attempt.number, outcome)
    if is_sent:
        breaker.note(delivery.destination_id, outcome)


@transaction.atomic
def _record_without_its_owner(delivery_id: UUID, number: int, outcome: Outcome) -> None:
    """By a mistake of ours what came of an attempt could not be recorded. What failed is tried again, as late as after
    any failure; what arrived is not sent again by itself: a person reads that it may be there."""
    now = timezone.now()
    delivery = Delivery.objects.select_for_update().get(id=delivery_id)
    detail = f"{INSIDE}: what came of it could not be recorded."
    if outcome.succeeded:
        called = f", where it is {outcome.remote_id}" if outcome.remote_id else ""
        detail = f"{INSIDE}: it arrived{called}, and that could not be recorded."
    Attempt.objects.filter(delivery=delivery, number=number, finished_at=None).update(
        finished_at=now, succeeded=False, fault=Fault.PASSING.value, detail=detail[:500]
    )
    if delivery.attempts_made != number:
        return
    delivery.leased_until = None
    if delivery.replay_at is not None:
        delivery.replay_at = None
    elif delivery.state == Delivery.State.READY:
        delivery.last_error = detail[:500]
        if outcome.succeeded or (delivery.give_up_at and now >= delivery.give_up_at):
            _put_before_a_person(delivery, now)
        else:
            delivery.next_at = next_attempt_at(delivery.attempts_made, now, outcome.retry_after)
    delivery.save()


@transaction.atomic
def record(delivery_id: UUID, number: int, outcome: Outcome) -> None:
    """Write down what came of an attempt, and with it when to try again, or that a person has to look."""
    now = timezone.now()
    delivery = Delivery.objects.select_for_update().get(id=delivery_id)
    open_still = Q(finished_at=None)
    if outcome.succeeded:
        # It arrived: that is proved, and no guess of ours that it did not stands against it. Their own refusal does.
        open_still |= Q(succeeded=False, fault=Fault.PASSING.value)
    its_end = Attempt.objects.filter(open_still, delivery=delivery, number=number).update(
        finished_at=now,
        succeeded=outcome.succeeded,
        status_code=outcome.status_code,
        fault=outcome.fault.value if outcome.fault else "",
        detail=outcome.detail[:500],
    )
    if not its_end:
        # Meanwhile they have said of this very try that they have it, or that they will not: that is their word.
        return
    taken_over = delivery.attempts_made != number
    if delivery.replay_at is not None:
        if outcome.succeeded or not taken_over:
            note_replayed(delivery, outcome, now)
        return
    can_end = delivery.state == Delivery.State.READY or (
        delivery.state == Delivery.State.DEAD and outcome.succeeded
    )
    if not can_end or (taken_over and not outcome.succeeded):
        # Our lease ran out and somebody else took it over: their word counts, unless ours is the better news.
        return
    delivery.leased_until = None
    delivery.last_error = "" if outcome.succeeded else outcome.detail[:500]
    if outcome.succeeded:
        delivery.state, delivery.delivered_at, delivery.next_at = Delivery.State.DELIVERED, now, None
        delivery.dead_at = None
        delivery.remote_id = outcome.remote_id
        delivery.acknowledged_at = now if outcome.acknowledged else None
        number_known(delivery)
        let_follow([delivery.id])
    elif outcome.fault is not Fault.PASSING or (delivery.give_up_at and now >= delivery.give_up_at):
        _put_before_a_person(delivery, now)
    else:
        delivery.next_at = next_attempt_at(delivery.attempts_made, now, outcome.retry_after)
    delivery.save()


def _put_before_a_person(delivery: Delivery, now: datetime) -> None:
    delivery.state, delivery.dead_at, delivery.next_at = Delivery.State.DEAD, now, None
    if delivery.is_test:
        delivery.state, delivery.dead_at = Delivery.State.CANCELLED, None
    else:
        logger.error("delivery %s to %s needs attention", delivery.id, delivery.destination_id)
