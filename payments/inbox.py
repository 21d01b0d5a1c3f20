"""Acting on a stored webhook event. The event only says where to look: what counts is fetched from Stripe."""

import json
from uuid import UUID

from django.db import transaction
from django.utils import timezone

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


def process(provider_event_pk: int) -> None:
    """Settle the attempt the event is about, and note what came of it. Doing it again changes nothing.

    Raises:
        GatewayUnavailable, GatewayRefused: as `settle` does; the event stays unprocessed and the task repeats.
    """
    event = ProviderEvent.objects.get(pk=provider_event_pk)
    if event.processed_at is not None:
        return
    if event.kind not in SESSION_EVENTS:
        finish(event, ProviderEvent.Result.IGNORED)
        return
    attempt = _attempt_of(json.loads(event.body))
    if attempt is None:
        finish(event, ProviderEvent.Result.UNKNOWN)
        return
    settle(attempt.pk, Cause.WEBHOOK, event.event_id)
    finish(event, ProviderEvent.Result.SETTLED)


def finish(event: ProviderEvent, result: ProviderEvent.Result) -> None:
    """Note what came of an event."""
    event.processed_at, event.result = timezone.now(), result
    event.save(update_fields=["processed_at", "result"])


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
