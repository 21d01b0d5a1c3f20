"""Putting everything of a customer on legal hold, as a service manager; lifting it is on the page of all holds."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.customers.selectors import customer_for
from forms_engine.requests.data_life import holds
from workplace.desk.entering import enter
from workplace.said import SaidForm, words_field


class HoldForm(SaidForm):
    """Why nothing of theirs may be erased."""

    why = words_field(
        "Why may nothing of theirs be erased?",
        "Say why, for example which claim or inquest it is about.",
        "Service managers who may see this customer read this.",
        longest=holds.LONGEST,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def desk_hold(request: GuildhallRequest, customer_id: UUID) -> HttpResponse:
    """Put everything of a customer on hold, and of whoever they were found to be besides. Held already, the page says so."""
    enter(request)
    principal = request.principal
    customer = customer_for(principal, customer_id)
    if customer is None or not holds.may_hold(principal):
        raise Http404
    form = HoldForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            holds.hold(principal, customer=customer, why=form.cleaned_data["why"])
        except holds.HoldRefused as refused:
            form.add_error("why", str(refused))
        else:
            messages.success(request, "They are on hold: nothing of theirs is erased.")
            return redirect("desk_customer", customer.pk)
    return render(
        request,
        "workplace/desk/hold.html",
        {"customer": customer, "form": form, "hold": holds.standing_hold(customer)},
    )
