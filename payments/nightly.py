"""The nightly reconcile as a happening of its own: import, compare, and keep what was found until it is gone or a person
has accepted it."""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from payments import importing
from payments.errors import GatewayRefused, GatewayUnavailable
from payments.models import Payout, ReconcileException, ReconcileRun
from payments.reconciling import Mismatch, exceptions

logger = logging.getLogger(__name__)

AT_ONCE = 500


def run_reconcile(*, since: datetime | None = None, imports: bool = True) -> ReconcileRun:
    """Import what Stripe has since then (a week ago, where nothing is said), compare, and keep what does not fit.

    Must not be called inside a transaction. A run that could not ask Stripe is kept as well, with why.

    Raises:
        GatewayUnavailable, GatewayRefused: as the gateway does; nothing was compared.
    """
    run = ReconcileRun.objects.create()
    if imports:
        try:
            importing.import_since(since or importing.nightly_since(run.started_at))
        except (GatewayUnavailable, GatewayRefused) as error:
            run.failure, run.finished_at = str(error)[:300], timezone.now()
            run.save()
            logger.error("reconcile %s could not ask Stripe: %s", run.pk, error)
            raise
    _keep(run, list(exceptions()))
    return run


@transaction.atomic
def _keep(run: ReconcileRun, found: list[Mismatch]) -> None:
    """What was found stays or comes; what was not found is gone. One that comes again after it was gone is the same
    row, and as accepted as it was: it is the same thing with the same amount."""
    now = timezone.now()
    # Each once, and in one order, so that two runs at a time do not wait for each other in a circle.
    each = {(one.kind, one.subject, one.pence): one for one in found}
    ReconcileException.objects.bulk_create(
        [
            ReconcileException(
                kind=one.kind,
                subject=one.subject,
                amount_pence=one.pence,
                happened_at=one.at,
                charge_id=one.charge_id,
                first_found_at=now,
                last_found_at=now,
            )
            for _, one in sorted(each.items())
        ],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["kind", "subject", "amount_pence"],
        update_fields=["last_found_at", "happened_at", "charge"],
    )
    now_found = ReconcileException.objects.filter(last_found_at=now)
    now_found.exclude(gone_at=None).update(gone_at=None)
    ReconcileException.objects.filter(gone_at=None).exclude(last_found_at=now).update(gone_at=now)
    run.payouts = Payout.objects.exclude(state=Payout.State.CANCELED).count()
    run.accepted = now_found.filter(is_accepted=True).count()
    run.found = now_found.filter(is_accepted=False).count()
    run.finished_at = now
    run.save()
    if run.found:
        logger.error("reconcile %s found %s exceptions", run.pk, run.found)
