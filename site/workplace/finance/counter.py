"""Counter payments: those to be found on the bank statement, and one of them."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from audiences.http import GuildhallRequest
from payments import services
from payments.errors import ChargeNotPayable
from payments.permissions import may_ask_refunds
from payments.selectors import counter_payment_for, counter_payments_for
from workplace.finance.about import what_for
from workplace.finance.entering import enter, enter_to_act
from workplace.finance.forms import BankedForm, TakeBackForm
from workplace.finance.listing import capped, listed


@require_safe
def counter_payments(request: GuildhallRequest) -> HttpResponse:
    """Money that officers took and that nobody has seen at the bank yet, longest ago first."""
    enter(request)
    rows = counter_payments_for(request.principal)
    found = listed(rows, request.GET.get("after", ""), newest_first=False)
    about = what_for(request.principal, [row.charge for row in found.rows])
    context = {
        "found": found,
        "rows": [(row, about[row.charge_id]) for row in found.rows],
        "count": capped(rows),
        "total": sum(row.amount_pence for row in found.rows),
    }
    return render(request, "workplace/finance/counter_payments.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def counter_payment(request: GuildhallRequest, uuid: UUID) -> HttpResponse:
    """One of them: mark it as banked, or take it back. A POST does it."""
    enter(request)
    found = counter_payment_for(request.principal, uuid)
    if found is None:
        raise Http404
    banked, back, refused = BankedForm(), TakeBackForm(), ""
    if request.method == "POST":
        enter_to_act(request)
        doing = request.POST.get("do", "")
        if doing not in {"banked", "take-back"}:
            return HttpResponseBadRequest("That cannot be done.", content_type="text/plain")
        try:
            if doing == "banked":
                banked = BankedForm(request.POST)
                if banked.is_valid():
                    services.mark_banked(
                        request.principal, found.pk, bank_reference=banked.cleaned_data["reference"]
                    )
                    messages.success(request, "It is marked as seen at the bank.")
                    return redirect("finance_counter")
            else:
                back = TakeBackForm(request.POST)
                if back.is_valid():
                    services.take_back_counter_payment(
                        request.principal, found.pk, why=back.cleaned_data["why"]
                    )
                    messages.success(request, "The payment is taken back. The charge is due again.")
                    return redirect("finance_payment", found.charge.uuid)
        except ChargeNotPayable as error:
            refused = str(error)
    context = {
        "payment": found,
        "what": what_for(request.principal, [found.charge])[found.charge_id],
        "banked": banked,
        "back": back,
        "refused": refused,
        "wrong": next((form for form in (banked, back) if form.is_bound and form.errors), None),
        "acts": may_ask_refunds(request.principal),
    }
    return render(request, "workplace/finance/counter_payment.html", context)
