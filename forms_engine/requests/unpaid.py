"""What nobody pays for: a reminder first, and at the end of its time it is cancelled. Money that comes later all the
same still pays for it."""

import logging
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone

from forms_engine.booking.models import Booking
from forms_engine.booking.states import LIVE
from forms_engine.booking.wording import named_day
from forms_engine.delivery import services as delivery
from forms_engine.notices.models import Notice
from forms_engine.requests.bookings import paying
from forms_engine.requests.cancelling import PaidMeanwhile, PaymentsAway, close_payment, record_cancellation
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import By, RequestState
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.rounds import Attempt, NothingMoreNow, going_on
from forms_engine.runtime.wording import pounds
from payments.errors import GatewayUnavailable
from payments.models import Charge
from payments.selectors import charge_of

logger = logging.getLogger(__name__)

PAY_WITHIN = timedelta(days=7)
# What somebody owes because another system said so (a fine that is half for a fortnight, that somebody else may pay too) is
# paid on the day it was looked up, or looked up anew; late in the evening, within two hours.
LOOKED_UP_AT_LEAST = timedelta(hours=2)
# Whoever has less than this is not reminded, and not kept waiting for: a place, or what was looked up.
SHORT = timedelta(days=1)
REMIND_BEFORE = timedelta(days=2)
# Nobody's request is cancelled within this time of their reminder, however late that went out.
AFTER_REMINDER = timedelta(hours=24)
AT_MOST = 200  # of each, in one round
# Who closes the payment cancels the request in the same breath, unless they died in between.
HALF_DONE_AFTER = timedelta(minutes=10)
IS_SHORT = Q(pay_by__lt=F("created_at") + SHORT)


def pay_by_of_looked_up(now: datetime) -> datetime:
    """Until when an amount that was looked up now can be paid: to the end of the day in London."""
    end = timezone.localtime(now).replace(hour=23, minute=59, second=0, microsecond=0)
    return max(end, now + LOOKED_UP_AT_LEAST)


def remind_and_cancel(now: datetime) -> tuple[int, int]:
    """Remind those whose time to pay is nearly over, and cancel what has not been paid by then. Answers how many of
    each. Safe to call at any time, any number of times. Must not be called inside a transaction.

    Raises:
        RoundNotWhole: when some of it failed.
    """
    unpaid = _unpaid().filter(~_keeps_a_place(), ~IS_SHORT)
    with going_on("what is not paid") as attempt:
        # Somebody began to cancel these and died between the payment and the request.
        closed = Charge.objects.filter(
            owner_type=OWNER_TYPE, state=Charge.State.CANCELLED, cancelled_at__lte=now - HALF_DONE_AFTER
        )
        half_done = _unpaid().filter(Exists(closed.filter(owner_id=OuterRef("owner"))))
        cancelled = _cancel_some(half_done, attempt)
        nearly = unpaid.filter(pay_by__lte=now + REMIND_BEFORE, pay_reminded_at=None)
        ids = list(nearly.values_list("id", flat=True)[:AT_MOST])
        reminded = sum(attempt(request_id, partial(_remind, request_id, now)) for request_id in ids)
        over = unpaid.filter(pay_by__lte=now, pay_reminded_at__lte=now - AFTER_REMINDER)
        cancelled += _cancel_some(over, attempt)
    return reminded, cancelled


def cancel_booked(now: datetime) -> int:
    """Cancel what has not been paid in time and keeps a place in somebody's calendar meanwhile, or whose amount was looked
    up: after minutes or hours, not days, and without a reminder. The page at Stripe is closed first, so that nobody pays for a place that is gone. Answers how
    many. Must not be called inside a transaction.

    Raises:
        RoundNotWhole: when some of it failed.
    """
    with going_on("what is booked and not paid") as attempt:
        return _cancel_some(_unpaid().filter(_keeps_a_place() | IS_SHORT, pay_by__lte=now), attempt)


def _unpaid() -> QuerySet[Request]:
    rows = Request.objects.filter(state=RequestState.AWAITING_PAYMENT, is_practice=False)
    return rows.annotate(owner=Cast("id", CharField())).order_by("pay_by", "id")


def _keeps_a_place() -> Exists:
    booked = Booking.objects.filter(owner_type=OWNER_TYPE, owner_id=OuterRef("owner"), state__in=LIVE)
    return Exists(booked)


def _cancel_some(over: QuerySet[Request], attempt: Attempt) -> int:
    """Cancel so many of these as one round may. What cannot be cancelled, as its payment is on its way, or finance has to
    look at it, is passed by and keeps none of its successors waiting."""
    cancelled = 0
    for request_id in list(over.values_list("id", flat=True)):
        try:
            cancelled += attempt(request_id, partial(_cancel, request_id))
        except NothingMoreNow:
            break
        if cancelled == AT_MOST:
            break
    return cancelled


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
        day = named_day(timezone.localdate(request.pay_by), request.language)
        tell_customer(request, "request.pay-reminder", {"fee": pounds(request.fee_pence), "pay_by": day})
    return True


def _cancel(request_id: UUID) -> bool:
    try:
        close_payment(Request.objects.get(id=request_id))
    except PaidMeanwhile:
        return False  # what follows from that is being done
    except PaymentsAway as error:
        logger.warning("request %s cannot be cancelled now: %s", request_id, type(error.__cause__).__name__)
        if isinstance(error.__cause__, GatewayUnavailable):
            raise NothingMoreNow from error
        return False
    with transaction.atomic():
        request = _lock(request_id)
        if request.state != RequestState.AWAITING_PAYMENT:
            return False
        if _was_taken_back(request):
            record_cancellation(request, By.CUSTOMER, None, "")
            return True
        move(request, RequestState.CANCELLED, by=By.HOUSE, kind=TimelineEntry.Kind.UNPAID)
        delivery.cancel_held(owner_type=OWNER_TYPE, owner_id=str(request.id))
        was_booked = paying.let_go(request)
        if _was_asked(request):
            context = {"fee": pounds(request.fee_pence), "was_booked": was_booked}
            tell_customer(request, "request.unpaid", context)
    return True


def _was_taken_back(request: Request) -> bool:
    """Whether its payment was closed before its time to pay was over: that is never done by rule. Its customer did so, or
    an officer for them, and who wrote that down died before the request was cancelled."""
    charge = charge_of(OWNER_TYPE, str(request.id))
    closed_at = charge.cancelled_at if charge else None
    return closed_at is not None and request.pay_by is not None and closed_at < request.pay_by


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
