"""What the worker does for payments: act on stored events, send refunds, ask Stripe about whatever was left open, and
fetch each night what happened to our balance there."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payments import inbox, nightly, polling
from payments.errors import GatewayUnavailable
from payments.models import Cause
from payments.refunding import send_refund
from payments.settlement import settle

# 2, 4, 8 … seconds, together three days: as long as Stripe itself repeats a webhook. The poller goes on after it.
STUBBORN = RetryStrategy(max_attempts=17, exponential_wait=2)


@app.task(name="payments.process_event", queue="payments", retry=STUBBORN)
def process_event(provider_event_pk: int) -> None:
    """Act on one stored webhook event."""
    inbox.process(provider_event_pk)


# 4, 16, 64 … seconds, together an hour and a half, for a Stripe that does not answer.
FOR_A_WHILE = RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions=[GatewayUnavailable])


@app.task(name="payments.settle_attempt", queue="payments", retry=FOR_A_WHILE)
def settle_attempt(attempt_pk: int) -> None:
    """Ask Stripe about one attempt; after the last failure the poller's next round asks again."""
    settle(attempt_pk, Cause.POLL)


@app.task(name="payments.send_refund", queue="payments", retry=FOR_A_WHILE)
def send_approved_refund(refund_pk: int) -> None:
    """Send a refund, or ask what became of it; after the last failure the poller's next round goes on."""
    send_refund(refund_pk, Cause.POLL)


@app.periodic(cron="* * * * *")
@app.task(name="payments.poll", queue="payments", queueing_lock="payments.poll")
def poll(timestamp: int) -> None:
    """Every minute: hand out the attempts and refunds that are due for a check."""
    now = timezone.now()
    polling.hand_out(now, lambda attempt_pk: settle_attempt.defer(attempt_pk=attempt_pk))
    polling.hand_out_refunds(now, lambda refund_pk: send_approved_refund.defer(refund_pk=refund_pk))


@app.periodic(cron="40 4 * * *")
@app.task(name="payments.import", queue="payments", queueing_lock="payments.import", retry=FOR_A_WHILE)
def import_from_stripe(timestamp: int) -> None:
    """Every night: movements, disputes and payouts of the last week, whose webhooks may never have come, and whether
    everything fits. What does not is for the people in finance, who find it on their own page."""
    nightly.run_reconcile()
