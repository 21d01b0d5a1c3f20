"""Acting on a stored webhook event. The event only says where to look: what counts is fetched from Stripe."""

import json
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from payments import importing
from payments.erasing import without_payer
from payments.models import Cause, PaymentAttempt, ProviderEvent
from payments.settlement import settle

SESSION_EVENTS = frozenset(
    {
        "checkout.session.completed",
        "checkout.session.async_payment_succeeded",
        "checkout.session.async_payment_failed",
        "checkout.session.expired",
    }
)
REFUND_EVENTS = frozenset({"refund.created", "refund.updated", "refund.failed", "charge.refund.updated"})
DISPUTE_EVENTS = frozenset(
    {
        "charge.dispute.created",
        "charge.dispute.updated",
        "charge.dispute.closed",
        "charge.dispute.funds_withdrawn",
        "charge.dispute.funds_reinstated",
    }
)
PAYOUT_EVENTS = frozenset(
    {
        "payout.created",
        "payout.updated",
        "payout.paid",
        "payout.failed",
        "payout.canceled",
        "payout.reconciliation_completed",
    }
)
# What the endpoint in Stripe's dashboard has to subscribe to.
HEARD = SESSION_EVENTS | REFUND_EVENTS | DISPUTE_EVENTS | PAYOUT_EVENTS


def process(provider_event_pk: int) -> None:
    """Look at what the event is about, and note what came of it. Doing it again changes nothing.

    Raises:
        GatewayUnavailable, GatewayRefused: as `settle` does; the event stays unprocessed and the task repeats.
    """
    event = ProviderEvent.objects.get(pk=provider_event_pk)
    if event.processed_at is not None:
        return
    if event.kind not in HEARD:
        finish(event, ProviderEvent.Result.IGNORED)
        return
    is_ours = _look(event.kind, json.loads(event.body), event.event_id)
    finish(event, ProviderEvent.Result.SETTLED if is_ours else ProviderEvent.Result.UNKNOWN)


def _look(kind: str, body: dict, event_id: str) -> bool:
    """Ask Stripe about the event's object and record the answer; whether it concerns anything of ours."""
    if kind in SESSION_EVENTS:
        attempt = _attempt_of(body)
        if attempt is not None:
            settle(attempt.pk, Cause.WEBHOOK, event_id)
        return attempt is not None
    object_id = body["data"]["object"]["id"]
    if kind in REFUND_EVENTS:
        return importing.import_refund(object_id, Cause.WEBHOOK) is not None
    if kind in DISPUTE_EVENTS:
        dispute = importing.import_dispute(object_id, Cause.WEBHOOK)
        return dispute is not None and dispute.attempt_id is not None
    importing.import_payout_by_id(object_id)
    return True


def finish(event: ProviderEvent, result: ProviderEvent.Result) -> None:
    """Note what came of an event. What it says of the payer has served its turn."""
    event.processed_at, event.result, event.body = timezone.now(), result, without_payer(event.body)
    event.save(update_fields=["processed_at", "result", "body"])


def _attempt_of(event: dict) -> PaymentAttempt | None:
    """The attempt a session belongs to, by the session's id or by ours. An attempt whose own call to open the
    session never heard the answer learns the session's id here."""
    session = event["data"]["object"]
    attempt = PaymentAttempt.objects.filter(session_id=session["id"]).first()
    if attempt is not None:
        return attempt
    try:
        uuid = UUID(session.get("client_reference_id") or "")
    except ValueError:
        return None
    with transaction.atomic():
        attempt = PaymentAttempt.objects.select_for_update().filter(uuid=uuid).first()
        if attempt is not None and not attempt.session_id:
            attempt.session_id = session["id"]
            attempt.save(update_fields=["session_id"])
    return attempt
