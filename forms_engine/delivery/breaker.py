"""A back office that fails again and again is left alone for a while, so that it starves nobody and is not hammered.

After ``FAILURES`` failures in a row a destination is shut; when the time is over, one delivery at a time tries it, and
the first that arrives opens it again. Where its setting is at fault (its address, our credentials) it is paused
instead, until a person has mended it: trying on would turn everything that waits into something to see to by hand.
"""

import random
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from forms_engine.delivery.models import Destination
from forms_engine.delivery.outcome import Fault, Outcome

FAILURES = 5
FIRST_REST = 30  # seconds
LONGEST_REST = 10 * 60
LONGEST_WAIT_ASKED = 24 * 60 * 60


def note(destination_id: UUID, outcome: Outcome) -> None:
    """Count an outcome for or against its destination. A refusal of one delivery's words says nothing about it."""
    if outcome.succeeded or outcome.fault is Fault.THIS_ONE:
        # It answered, so it is there.
        Destination.objects.filter(
            ~Q(failures_in_row=0) | Q(shut_until__isnull=False), id=destination_id
        ).update(failures_in_row=0, shut_until=None)
        return
    _note_failure(destination_id, outcome)


@transaction.atomic
def _note_failure(destination_id: UUID, outcome: Outcome) -> None:
    now = timezone.now()
    destination = Destination.objects.select_for_update(no_key=True).get(id=destination_id)
    destination.failures_in_row += 1
    if outcome.retry_after:
        asked = now + timedelta(seconds=min(outcome.retry_after, LONGEST_WAIT_ASKED))
        destination.next_slot_at = max(asked, destination.next_slot_at or asked)
    beyond = destination.failures_in_row - FAILURES
    if beyond >= 0 and outcome.fault is Fault.SETTING:
        destination.paused_at = destination.paused_at or now
        destination.paused_because = outcome.detail[:300]
    elif beyond >= 0:
        rest = min(FIRST_REST * 2 ** min(beyond, 10), LONGEST_REST)
        # A fifth either side: several that share a cause do not all come back in one second.
        spread = random.uniform(0.8, 1.2)  # noqa: S311 - spreading load, not a secret
        destination.shut_until = now + timedelta(seconds=rest * spread)
    destination.save(
        update_fields=["failures_in_row", "next_slot_at", "shut_until", "paused_at", "paused_because"]
    )
