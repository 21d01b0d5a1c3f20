"""Checking that a caller is who they say they are: in some way that the officer names, or by a code sent to them."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from audiences.http import GuildhallRequest
from forms_engine.requests.contacts import under_way
from forms_engine.requests.contacts.identity import CHECKED_BY_OFFICERS, record_identity, send_code, use_code
from forms_engine.requests.contacts.refused import ContactRefused
from forms_engine.requests.customers.selectors import customer_for, family_of
from forms_engine.requests.models import Contact
from workplace.desk.entering import enter
from workplace.said import SaidForm

HINTS = {
    Contact.Identity.DETAILS: "Such as their date of birth and the day of an older request. Not name and address alone.",
    Contact.Identity.DOCUMENT: "A passport, a driving licence or a bus pass, at the desk.",
    Contact.Identity.KNOWN: "You have dealt with them before and know their voice or their face.",
}


class HowForm(SaidForm):
    """How it was checked."""

    how = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How did you check who they are?",
        choices=[(how.value, how.label) for how in CHECKED_BY_OFFICERS],
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose how you checked who they are"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["how"].option_hints = {how.value: hint for how, hint in HINTS.items()}  # type: ignore[attr-defined]


class ReadOutForm(SaidForm):
    """The code that the caller reads out."""

    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Code that they read out",
        help_text="6 digits.",
        max_length=20,
        template_name="components/field/text.html",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": "Enter the code that they read out"},
    )


@require_http_methods(["GET", "HEAD", "POST"])
def desk_identity(request: GuildhallRequest, customer_id: UUID) -> HttpResponse:
    """Say how it was checked (``do`` "record"), send a code ("email", "sms") or enter the one that was read out
    ("code"). It holds for the contact under way, which has to be with this customer."""
    enter(request)
    principal = request.principal
    customer = customer_for(principal, customer_id)
    if customer is None:
        raise Http404
    contact = under_way.current(principal)
    if contact is None or contact.customer_id not in family_of(customer):
        messages.warning(
            request, "Begin a contact with them first: their identity is checked for that contact."
        )
        return redirect("desk_customer", customer.pk)
    do = request.POST.get("do", "")
    how_form = HowForm(request.POST if do == "record" else None, auto_id="how_%s")
    code_form = ReadOutForm(request.POST if do == "code" else None, auto_id="read_out_%s")
    asked = next((form for form in (how_form, code_form) if form.is_bound), None)
    try:
        if do in ("email", "sms"):
            send_code(principal, by_sms=do == "sms")
            messages.success(request, "A code is on its way to them. Ask them to read it out.")
            return redirect("desk_identity", customer.pk)
        if do == "record" and how_form.is_valid():
            record_identity(principal, how_form.cleaned_data["how"])
            return _checked(request, customer.pk)
        if do == "code" and code_form.is_valid():
            if use_code(principal, code_form.cleaned_data["code"]):
                return _checked(request, customer.pk)
            code_form.add_error(
                "code", "That is not the code, or it is too old. Ask them again, or send another"
            )
    except ContactRefused as refused:
        if asked is None:
            messages.warning(request, str(refused))
            return redirect("desk_identity", customer.pk)
        asked.add_error(NON_FIELD_ERRORS, str(refused))
    context = {
        "customer": customer,
        "under_way": contact,
        "how_form": how_form,
        "code_form": code_form,
        "form": asked or how_form,
        "email": (customer.user.email if customer.user else "") or customer.email,
    }
    return render(request, "workplace/desk/identity.html", context)


def _checked(request: GuildhallRequest, customer_id: UUID) -> HttpResponse:
    messages.success(request, "Their identity is checked for this contact.")
    return redirect("desk_customer", customer_id)
