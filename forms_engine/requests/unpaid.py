"""What nobody pays for: a reminder first, and at the end of its time it is cancelled. Money that comes later all the
same still pays for it."""

import logging
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import CharField
from django.db.models.functions import Cast
from django.utils import timezone

from forms_engine.delivery import services as delivery
from forms_engine.notices.models import Notice
from forms_engine.requests.cancelling import PaidMeanwhile, PaymentsAway, close_payment
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import By, RequestState
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.runtime.wording import day_in_words, pounds
from payments.models import Charge

logger = logging.getLogger(__name__)

PAY_WITHIN = timedelta(days=7)
REMIND_BEFORE = timedelta(days=2)
# Nobody's request is cancelled within this time of their reminder, however late that went out.
AFTER_REMINDER = timedelta(hours=24)
AT_MOST = 200  # of each, in one round


def remind_and_cancel(now: datetime) -> tuple[int, int]:
    """Remind those whose time to pay is nearly over, and cancel what has not been paid by then. Answers how many of
    each. Safe to call at any time, any number of times. Must not be called inside a transaction."""
    unpaid = Request.objects.filter(state=RequestState.AWAITING_PAYMENT).order_by("pay_by")
    nearly = unpaid.filter(pay_by__lte=now + REMIND_BEFORE, pay_reminded_at=None)
    reminded = [
        _remind(request_id, now) for request_id in list(nearly.values_list("id", flat=True)[:AT_MOST])
    ]
    over = unpaid.filter(pay_by__lte=now, pay_reminded_at__lte=now - AFTER_REMINDER)
    # Somebody began to cancel these and died between the payment and the request.
    closed = Charge.objects.filter(owner_type=OWNER_TYPE, state=Charge.State.CANCELLED).values("owner_id")
    half_done = unpaid.annotate(owner=Cast("id", CharField())).filter(owner__in=closed)
    ids = [
        request_id
        for found in (over, half_done)
        for request_id in found.values_list("id", flat=True)[:AT_MOST]
    ]
    cancelled = [_cancel(request_id) for request_id in dict.fromkeys(ids)]
    return sum(reminded), sum(cancelled)


@transaction.atomic
def _remind(request_id: UUID, now: datetime) -> bool:
    request = _lock(request_id)
    if request.state != RequestState.AWAITING_PAYMENT or request.pay_reminded_at is not None:
        return False
    request.pay_reminded_at = now
    request.pay_by = max(request.pay_by or now, now + AFTER_REMINDER)
    request.save(update_fields=["pay_reminded_at", "pay_by"])
    write_entry(request, TimelineEntry.Kind.PAY_REMINDER, shown=True)
    if _was_asked(request):
        day = day_in_words(timezone.localdate(request.pay_by), request.language)
        tell_customer(request, "request.pay-reminder", {"fee": pounds(request.fee_pence), "pay_by": day})
    return True


def _cancel(request_id: UUID) -> bool:
    try:
        close_payment(Request.objects.get(id=request_id))
    except PaidMeanwhile:
        return False  # what follows from that is being done
    except PaymentsAway:
        logger.warning("request %s cannot be cancelled now: payments do not answer", request_id)
        return False
    with transaction.atomic():
        request = _lock(request_id)
        if request.state != RequestState.AWAITING_PAYMENT:
            return False
        move(request, RequestState.CANCELLED, by=By.HOUSE, kind=TimelineEntry.Kind.UNPAID)
        delivery.cancel_held(owner_type=OWNER_TYPE, owner_id=str(request.id))
        if _was_asked(request):
            tell_customer(request, "request.unpaid", {"fee": pounds(request.fee_pence)})
    return True


def _was_asked(request: Request) -> bool:
    """Whether its customer was written to when it was sent. Where it looked like spam they were not, and a reminder
    would reach somebody who never asked for anything."""
    asked = Notice.objects.filter(
        owner_type=OWNER_TYPE, owner_id=str(request.id), subject="request.awaiting-payment"
    )
    return asked.exists()


def _lock(request_id: UUID) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)


def takes_late_payment(owner_id: str) -> bool:
    """Whether money that comes after a charge was cancelled still pays for its request: where it was cancelled only
    because nobody had paid. What its customer took back is not theirs to be charged for."""
    request = Request.objects.select_for_update().filter(id=owner_id, state=RequestState.CANCELLED).first()
    last = request.timeline.order_by("-number").first() if request else None
    return last is not None and last.kind == TimelineEntry.Kind.UNPAID
