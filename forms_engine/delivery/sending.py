"""One try at a delivery that has been claimed: sent outside any transaction, then recorded."""

import logging
import traceback
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from forms_engine.delivery import breaker
from forms_engine.delivery.claiming import Claimed
from forms_engine.delivery.connectors import CONNECTORS
from forms_engine.delivery.following import let_follow
from forms_engine.delivery.heard import number_known
from forms_engine.delivery.models import Attempt, Delivery
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.replaying import note_replayed
from forms_engine.delivery.retry import next_attempt_at

logger = logging.getLogger(__name__)


def send_claimed(claimed: Claimed) -> None:
    """Try a claimed delivery and record what came of it; whatever a connector does, the attempt gets its end."""
    delivery = claimed.delivery
    send = CONNECTORS[delivery.destination.kind].send
    assert send is not None, "only what is sent one by one is claimed"
    try:
        outcome = send(delivery)
    except Exception as error:  # noqa: BLE001 - whatever it is, the attempt is recorded as failed
        # A connector's own mistake. The lines it went through, not its message, which may quote what was sent.
        where = "".join(traceback.format_tb(error.__traceback__))
        logger.error("delivery %s failed inside: %s\n%s", delivery.id, type(error).__name__, where)
        outcome = Outcome(Fault.PASSING, f"Failed inside Guildhall ({type(error).__name__}).")
    record(delivery.id, claimed.attempt.number, outcome)
    breaker.note(delivery.destination_id, outcome)


@transaction.atomic
def record(delivery_id: UUID, number: int, outcome: Outcome) -> None:
    """Write down what came of an attempt, and with it when to try again, or that a person has to look."""
    now = timezone.now()
    delivery = Delivery.objects.select_for_update().get(id=delivery_id)
    its_end = Attempt.objects.filter(delivery=delivery, number=number, finished_at=None).update(
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
    open_still = delivery.state == Delivery.State.READY or (
        delivery.state == Delivery.State.DEAD and outcome.succeeded
    )
    if not open_still or (taken_over and not outcome.succeeded):
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
        delivery.state, delivery.dead_at, delivery.next_at = Delivery.State.DEAD, now, None
        if delivery.is_test:
            delivery.state, delivery.dead_at = Delivery.State.CANCELLED, None
        else:
            logger.error("delivery %s to %s needs attention", delivery.id, delivery.destination_id)
    else:
        delivery.next_at = next_attempt_at(delivery.attempts_made, now, outcome.retry_after)
    delivery.save()
