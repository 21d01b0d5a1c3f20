"""Asking for a refund: whole or by line, with what may go back shown and echoed."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from payments import services
from payments.bills import pounds
from payments.errors import NotAllowed, OutOfDate, RefundRefused
from payments.models import Charge, PaymentAttempt, Refund
from payments.parts import may_go_by_hand
from payments.selectors import charge_for, payment_that_won, refundable
from workplace.finance.about import What, what_for
from workplace.finance.entering import enter_to_act
from workplace.finance.forms import AskRefundForm


@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: GuildhallRequest, uuid: UUID) -> HttpResponse:
    """Ask for a refund of the payment that paid, or (``payment=<uuid>``) of another that pays for nothing."""
    enter_to_act(request)
    charge = charge_for(request.principal, uuid)
    if charge is None:
        raise Http404
    other = _other(charge, request.GET.get("payment", ""))
    left = refundable(charge, other.pk if other else None)
    what = what_for(request.principal, [charge])[charge.pk]
    refused = ""
    payment = other or payment_that_won(charge)
    has_failed = isinstance(payment, PaymentAttempt) and may_go_by_hand(payment)
    form = _form(request, charge, what, left.total_pence, left.lines, has_failed)
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.ask_refund(
                request.principal,
                charge.pk,
                refundable_seen=form.cleaned_data["seen"],
                reason=form.cleaned_data["reason"],
                lines=form.cleaned_data["lines"],
                note=form.cleaned_data["note"],
                attempt_id=other.pk if other else None,
                by_hand=form.cleaned_data.get("where") == "bank",
            )
        except OutOfDate as changed:
            refused = (
                f"What can be refunded has changed since you opened the page: it is {pounds(changed.refundable_pence)} "
                "now. Look again, and send it once more if it is still right."
            )
            # What was typed stays; what was seen is what is shown now.
            typed = request.POST.copy()
            typed["seen"] = str(changed.refundable_pence)
            form.data = typed
        except RefundRefused as error:
            refused = str(error)
        except NotAllowed as error:
            raise PermissionDenied from error
        else:
            say_what_follows(request, asked)
            return redirect("finance_refund", asked.uuid)
    context = {
        "charge": charge,
        "what": what,
        "form": form,
        "left": pounds(left.total_pence) if left.total_pence else "",
        "other": other,
        "refused": refused,
        "limit": pounds(settings.REFUND_APPROVAL_PENCE),
        "always": not settings.REFUND_APPROVAL_PENCE,
        "has_failed": has_failed,
        "by_hand": other is None and not any(attempt.won for attempt in charge.attempts.all()),
    }
    return render(request, "workplace/finance/ask_refund.html", context)


def say_what_follows(request: GuildhallRequest, refund: Refund) -> None:
    """What becomes of a refund that was just asked for, taken up or approved."""
    amount = pounds(refund.amount_pence)
    if refund.state == Refund.State.ASKED:
        words = f"A refund of {amount} is asked for. It goes out when another person has approved it."
    elif refund.is_by_card:
        words = f"A refund of {amount} is approved. It is being sent to Stripe."
    else:
        words = f"A refund of {amount} is approved. Pay it by hand, then enter its reference here."
    messages.success(request, words)


def _other(charge: Charge, named: str) -> PaymentAttempt | None:
    """The payment that is named, where it took money and pays for nothing."""
    if not named:
        return None
    for attempt in charge.attempts.all():
        if str(attempt.uuid) == named and attempt.received_pence and not attempt.won:
            return attempt
    raise Http404


def _form(
    request: GuildhallRequest,
    charge: Charge,
    what: What,
    total: int,
    left: dict[int, int],
    has_failed: bool,
) -> AskRefundForm:
    lines = [
        (
            line,
            line.label if what.is_shown else f"Line {line.position} ({line.ledger_code})",
            left.get(line.pk, 0),
        )
        for line in charge.lines.all()
    ]
    # What a line has left may be more than what the payment has: part of it is held by the payer's bank.
    fits = sum(pence for _, _, pence in lines) <= total
    data = request.POST if request.method == "POST" else None
    return AskRefundForm(data, seen=total, left=lines if fits else [], has_failed=has_failed)
