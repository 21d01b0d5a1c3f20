"""The receipt of a payment: what its page and its letter say. It names nobody, so that whoever paid may have it."""

import re
from datetime import datetime

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from payments.addresses import public_address
from payments.bills import bill, pounds
from payments.models import Charge, CounterPayment, PaymentAttempt, Refund
from payments.parts import Payment
from payments.return_tokens import counter_receipt_token, return_token
from payments.selectors import payment_that_won

CARD = "C"
COUNTER = "M"

HOW: dict[str, Promise] = {
    CounterPayment.Method.CASH: _("Cash"),
    CounterPayment.Method.CHEQUE: _("Cheque"),
    CounterPayment.Method.PHONE_LINE: _("Card, by phone"),
}


def receipt_of(payment: Payment) -> dict[str, object]:
    """``number``, ``paid_on``, ``how`` it was paid, ``amount``, what was ``given_back`` (day and amount), ``is_taken_back``,
    ``vat_number``, and all of `bills.bill`. Words are in the language in use; lines in that of what was paid for."""
    charge = payment.charge
    if isinstance(payment, PaymentAttempt):
        taken, how, is_taken_back = payment.received_pence, str(_("Card")), False
    else:
        taken, how = payment.amount_pence, str(HOW[payment.method])
        is_taken_back = payment.state == CounterPayment.State.TAKEN_BACK
    return {
        "number": receipt_number(payment),
        "paid_on": _paid_on(payment),
        "how": how,
        "amount": pounds(taken or 0),
        "given_back": [
            (refund.finished_at, pounds(refund.amount_pence))
            for refund in payment.refunds.filter(state=Refund.State.SUCCEEDED).order_by("finished_at")
        ],
        "is_taken_back": is_taken_back,
        "vat_number": settings.VAT_NUMBER,
        "description": charge.description,
        **bill(charge),
    }


def receipt_number(payment: Payment) -> str:
    """What people call it: short enough to be read out, and no key to anything."""
    return f"{CARD if isinstance(payment, PaymentAttempt) else COUNTER}-{payment.pk:06}"


def read_receipt_number(typed: str) -> tuple[type[PaymentAttempt] | type[CounterPayment], int] | None:
    """The payment's kind and key that a receipt's number names, as people read it out ("c 12", "M-000003"); or None."""
    found = re.fullmatch(r"([CM])[-\s]?(\d{1,12})", typed.strip().upper(), re.ASCII)
    if found is None:
        return None
    return (PaymentAttempt if found[1] == CARD else CounterPayment), int(found[2])


def owner_of_receipt(typed: str) -> tuple[str, str] | None:
    """The type and id of the owner of what was paid, by the receipt's number; or None."""
    if (named := read_receipt_number(typed)) is None:
        return None
    kind, number = named
    payments = kind._default_manager.filter(pk=number)
    return payments.values_list("charge__owner_type", "charge__owner_id").first()


def receipt_url(payment: Payment) -> str:
    """The whole address of a payment's receipt on the public site, in the language of what was paid for."""
    is_card = isinstance(payment, PaymentAttempt)
    token = return_token(payment.uuid) if is_card else counter_receipt_token(payment.uuid)
    return public_address(payment.charge, "payment_receipt", token=token)


def receipt_url_of(charge: Charge | None) -> str:
    """The address of the receipt of what paid a charge; "" where nothing has."""
    if charge is None or not charge.is_settled:
        return ""
    payment = payment_that_won(charge)
    return receipt_url(payment) if payment else ""


def _paid_on(payment: Payment) -> datetime:
    if isinstance(payment, CounterPayment):
        return payment.taken_at
    return payment.charge.paid_at or payment.last_checked_at or payment.created_at
