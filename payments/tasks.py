"""What the worker does for payments: act on stored events, and ask Stripe about whatever was left open."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from payments import inbox, polling
from payments.errors import GatewayUnavailable
from payments.models import Cause
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


@app.periodic(cron="* * * * *")
@app.task(name="payments.poll", queue="payments", queueing_lock="payments.poll")
def poll(timestamp: int) -> None:
    """Every minute: hand out the attempts that are due for a check."""
    polling.hand_out(timezone.now(), lambda attempt_pk: settle_attempt.defer(attempt_pk=attempt_pk))
