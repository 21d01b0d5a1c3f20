"""What is written down of a customer."""

from typing import Any

from django import forms

from forms_engine.requests.customers.changing import LONGEST, CustomerRefused, CustomerSaid
from forms_engine.requests.finding import PHONE, POSTCODE
from forms_engine.requests.references import read_reference
from workplace.said import SaidForm, words_field

LANGUAGES = [("", "Not known"), ("en", "English"), ("cy", "Welsh")]


def _line(label: str, name: str, help_text: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST[name],
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        template_name="components/field/text.html",
        error_messages={"max_length": f"Write {LONGEST[name]} letters at most"},
    )


class NewCustomerForm(SaidForm):
    """Somebody new: a name is enough. ``key`` is made with the form: sent again, nobody is made a second time."""

    key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"invalid": "Open this page again"})
    name = _line("Their name", "name")
    email = _line("Email address", "email", "If they have one.")
    mobile = _line("Mobile or other phone", "mobile", "If they have one.", inputmode="tel")

    def said(self) -> CustomerSaid:
        """What was said, of a valid form."""
        data = self.cleaned_data
        return CustomerSaid(name=data["name"], email=data["email"], mobile=data["mobile"])

    def refused(self, refusal: CustomerRefused) -> None:
        """Say on the form why it could not be kept."""
        self.add_error(refusal.field if refusal.field in self.fields else None, str(refusal))


class DetailsForm(NewCustomerForm):
    """What is known of a customer, to be changed."""

    key = None  # type: ignore[assignment]  # they are there already
    mobile = _line("Mobile", "mobile", inputmode="tel")
    phone = _line("Other phone", "phone", inputmode="tel")
    language = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Which language would they rather speak and read?",
        choices=LANGUAGES,
        required=False,
        template_name="components/field/select.html",
    )
    needs = words_field(
        "What they need, to be able to deal with us",
        help_text="In their own words, such as large print, a signer, Relay UK, or time to answer. No medical history.",
        longest=LONGEST["needs"],
    )

    def said(self) -> CustomerSaid:
        """What was said, of a valid form."""
        return CustomerSaid(**{name: self.cleaned_data[name] for name in self.fields})


def from_said(said: str) -> dict[str, Any]:
    """What was typed to find somebody, in the field of a new customer's that it belongs in."""
    if "@" in said:
        return {"email": said}
    if PHONE.fullmatch(said) and sum(sign.isdigit() for sign in said) > 5:
        return {"mobile": said}
    if POSTCODE.fullmatch(said.upper()) or read_reference(said):
        return {}
    return {"name": said}
