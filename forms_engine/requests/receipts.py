"""The receipt that a request's customer is sent when it is paid, by card or at the counter."""

from django.utils import timezone, translation

from forms_engine.booking.wording import named_day
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.telling import tell_customer
from payments.models import Charge
from payments.receipts import receipt_of, receipt_url
from payments.selectors import payment_that_won

SUBJECT = "request.receipt"


def tell_receipt(request: Request, charge: Charge) -> None:
    """Send the receipt of what has just paid a (locked) charge: whole by email, as a link by text message. In the caller's
    transaction; once a payment."""
    payment = payment_that_won(charge)
    if payment is None or charge.paid_at is None:
        return
    told = Notice.objects.filter(owner_type=OWNER_TYPE, owner_id=str(request.id), subject=SUBJECT)
    if told.filter(created_at__gte=charge.paid_at).exists():
        return
    payment.charge = charge
    with translation.override(request.language):
        receipt = receipt_of(payment)
    day = named_day(timezone.localdate(charge.paid_at), request.language)
    tell_customer(request, SUBJECT, {**receipt, "day": day, "receipt": receipt_url(payment)})
