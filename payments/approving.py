"""Whether a refund needs a second person, and sending it on its way once it does not. On locked rows."""

from django.conf import settings
from django.db.models import Sum
from django.utils import timezone
from procrastinate.contrib.django import app

from payments.models import Cause, Refund
from payments.refunding import next_look
from payments.transitions import move_refund

State = Refund.State


def is_small(refund: Refund) -> bool:
    """Whether it may go without a second person: up to `settings.REFUND_APPROVAL_PENCE`, counted with whatever else of the
    charge goes back without one. A large refund in small parts is a large one."""
    alone = refund.charge.refunds.filter(
        state__in=[*Refund.GIVEN, State.APPROVED], decided_by=None, is_external=False
    )
    before = alone.exclude(pk=refund.pk).aggregate(total=Sum("amount_pence"))["total"] or 0
    return before + refund.amount_pence <= settings.REFUND_APPROVAL_PENCE


def approve(refund: Refund, *, cause: str = Cause.STAFF, by_id: int | None = None, note: str = "") -> None:
    """Approve and save it. The worker sends what goes back by card; the rest is for a person to pay."""
    move_refund(refund, State.APPROVED, cause=cause, by_id=by_id, note=note)
    refund.approved_at = timezone.now()
    if refund.is_by_card:
        refund.next_check_at = next_look(refund)
        # In the same transaction: the refund is approved and will be sent, or neither.
        app.configure_task("payments.send_refund", queue="payments").defer(refund_pk=refund.pk)
    refund.save()
