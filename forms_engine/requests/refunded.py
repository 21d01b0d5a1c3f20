"""Money that has gone back, as a request's customer hears of it."""

from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.runtime.wording import pounds
from payments.models import Charge, Refund


def record_refund(refund: Refund) -> None:
    """Money of what was paid for a request has gone back: it is on its timeline, and its customer is written to. Called by
    payments, in the transaction that records it, with the charge locked."""
    request = (
        Request.objects.select_for_update(of=("self",))
        .select_related("service")
        .get(id=refund.charge.owner_id)
    )
    amount = pounds(refund.amount_pence)
    write_entry(request, TimelineEntry.Kind.REFUNDED, shown=True, message=amount)
    is_part = refund.charge.state != Charge.State.REFUNDED
    tell_customer(
        request,
        "request.refunded",
        {"amount": amount, "is_part": is_part, "by_hand": not refund.is_by_card},
    )
