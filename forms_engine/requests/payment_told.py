"""What back offices are told of the payment for a request, and its schema. Nothing about who paid."""

from datetime import UTC
from typing import Any

from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.payload_shapes import Schema
from payments.models import Charge, CounterPayment, PaymentAttempt
from payments.receipts import receipt_number
from payments.selectors import payment_that_won

CARD = "card"
# In the words of the outside.
HOW: dict[str, str] = {
    CounterPayment.Method.CASH: "cash",
    CounterPayment.Method.CHEQUE: "cheque",
    CounterPayment.Method.PHONE_LINE: "phone-line",
}
PAYMENT: dict[str, Schema] = {
    "receipt": {"type": "string", "description": "The number on the receipt that its customer has"},
    "how": {"enum": [CARD, *HOW.values()]},
    "paid_at": {"type": "string", "format": "date-time", "description": "UTC"},
    "amount_pence": {"type": "integer", "minimum": 1},
}


def told_payment(request: Request) -> dict[str, Any] | None:
    """The payment that paid for a request; None where nothing was to be paid, or has been."""
    if not request.fee_pence or request.received_at is None:
        return None
    charge = Charge.objects.filter(owner_type=OWNER_TYPE, owner_id=str(request.id)).first()
    payment = payment_that_won(charge) if charge else None
    if charge is None or payment is None or charge.paid_at is None:
        return None
    return {
        "receipt": receipt_number(payment),
        "how": CARD if isinstance(payment, PaymentAttempt) else HOW[payment.method],
        "paid_at": charge.paid_at.astimezone(UTC).isoformat(),
        "amount_pence": charge.total_pence,
    }
