"""The poller: so that a payment is settled when neither webhook nor browser ever comes, and a refund is sent and seen
to its end when a worker died in between."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from payments.models import PaymentAttempt, Refund
from payments.refunding import next_look
from payments.schedule import next_check
from payments.selectors import attempts_to_check, refunds_to_check

# A round; what is left over is due again in a minute.
AT_MOST = 500


@transaction.atomic
def hand_out(now: datetime, defer: Callable[[int], object]) -> int:
    """Give every attempt that is due to ``defer`` and set its next check, in one transaction; how many.

    Setting the next check first, whatever becomes of this one, keeps an attempt that cannot be settled from
    being asked about every minute, and one whose task was lost from being forgotten.
    """
    due = list(attempts_to_check(now).select_for_update(skip_locked=True)[:AT_MOST])
    for attempt in due:
        attempt.next_check_at = next_check(
            created_at=attempt.created_at, expires_at=attempt.expires_at, now=now
        )
        defer(attempt.pk)
    PaymentAttempt.objects.bulk_update(due, ["next_check_at"])
    return len(due)


@transaction.atomic
def hand_out_refunds(now: datetime, defer: Callable[[int], object]) -> int:
    """The same for refunds under way. The payment is locked with them, as whoever records a refund does first: the
    database looks at it whenever a refund changes."""
    won = refunds_to_check(now).filter(attempt__won__isnull=False).select_related("attempt")
    due = list(won.select_for_update(skip_locked=True, of=("self", "attempt"))[:AT_MOST])
    for refund in due:
        refund.next_check_at = next_look(refund)
        defer(refund.pk)
    Refund.objects.bulk_update(due, ["next_check_at"])
    return len(due)
