"""Writing a new customer down, and changing what is known of one."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from audiences.http import GuildhallRequest
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.contacts.under_way import Whom
from forms_engine.requests.customers.changing import (
    CustomerRefused,
    CustomerSaid,
    change_customer,
    make_customer,
)
from forms_engine.requests.customers.selectors import customer_for
from workplace.desk.customer_forms import DetailsForm, NewCustomerForm
from workplace.desk.entering import enter


@require_POST
def desk_new(request: GuildhallRequest) -> HttpResponse:
    """Write somebody new down. While a contact with nobody known is under way, it is with them."""
    enter(request)
    form = NewCustomerForm(request.POST, auto_id="new_%s")
    if form.is_valid():
        try:
            customer = make_customer(request.principal, form.said(), customer_id=form.cleaned_data["key"])
        except CustomerRefused as refused:
            form.refused(refused)
        else:
            contact = under_way.current(request.principal)
            if contact is not None and contact.customer_id is None:
                try:
                    under_way.tell_whom(request.principal, Whom(customer=customer.pk))
                except ContactRefused as refused_contact:
                    messages.warning(request, str(refused_contact))
            messages.success(request, "They are written down. Add what else they tell you.")
            return redirect("desk_customer", customer.pk)
    key = form.data.get("key", "") if "key" not in form.errors else uuid4()
    return render(request, "workplace/desk/new.html", {"form": form, "key": key})


@require_POST
def desk_lives_here(request: GuildhallRequest, location_id: int) -> HttpResponse:
    """Write down that whoever the officer speaks with lives at a Location."""
    enter(request)
    contact = under_way.current(request.principal)
    if contact is None or contact.customer_id is None:
        messages.warning(request, "Nothing was written down: you speak with nobody whom we know.")
        return redirect("desk")
    try:
        change_customer(request.principal, contact.customer_id, CustomerSaid(location=location_id))
    except CustomerRefused as refused:
        raise Http404 from refused
    messages.success(request, "It is written down that they live here.")
    return redirect("desk_customer", contact.customer_id)


@require_http_methods(["GET", "HEAD", "POST"])
def desk_details(request: GuildhallRequest, customer_id: UUID) -> HttpResponse:
    """Change how to reach somebody, what they need and which language they would rather speak."""
    enter(request)
    customer = customer_for(request.principal, customer_id)
    if customer is None:
        raise Http404
    now = {name: getattr(customer, name) for name in DetailsForm.base_fields}
    form = DetailsForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            change_customer(request.principal, customer.pk, form.said())
        except CustomerRefused as refused:
            form.refused(refused)
        else:
            messages.success(request, "Their details are changed.")
            return redirect("desk_customer", customer.pk)
    return render(request, "workplace/desk/details.html", {"form": form, "customer": customer})
