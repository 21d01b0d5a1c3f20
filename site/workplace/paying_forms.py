"""What an officer says about the payment of a request: where a link goes, what was taken, why it is taken back."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from forms_engine.requests.models import Request
from forms_engine.requests.pay_links import Recipient, given_now, recipients_of
from payments.bills import pounds
from payments.card_numbers import no_card_number
from payments.models import Charge, CounterPayment
from workplace.finance.forms import read_pence
from workplace.said import SaidForm

READ_OUT, OTHER = "read-out", "other"

METHODS = {
    CounterPayment.Method.CASH: ("Cash", ""),
    CounterPayment.Method.CHEQUE: ("Cheque", "Its reference is the number on the cheque."),
    CounterPayment.Method.PHONE_LINE: (
        "Phone-payment line",
        "Its reference is what the line gave you when it had taken the card. Never the card’s number.",
    ),
}


class LinkForm(SaidForm):
    """Where a payment link goes. ``recipient()`` is None where it is only read out."""

    to = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How does the caller get the link?",
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose how the caller gets the link"},
    )
    other = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Email address or mobile number for this once",
        help_text="Only if you chose to send it somewhere else. It is not kept.",
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        template_name="components/field/text.html",
    )

    def __init__(self, *args: Any, request: Request, is_made: bool, **kwargs: Any) -> None:
        """``is_made``: there is a link already, on the page to be read out, and it is only to be sent."""
        super().__init__(*args, **{"auto_id": "link_%s", **kwargs})
        self.known = recipients_of(request)
        field = self.fields["to"]
        assert isinstance(field, forms.ChoiceField)
        ways = {"email": "By email to", "mobile": "By text message to"}
        field.choices = [
            *((kind, f"{ways[kind]} {one.address}") for kind, one in self.known.items()),
            (OTHER, "To another email address or mobile number"),
            *([] if is_made else [(READ_OUT, "I read it out")]),
        ]

    def clean(self) -> dict[str, Any]:
        """Another address has to be one."""
        data = super().clean() or {}
        if data.get("to") == OTHER and given_now(data.get("other") or "") is None:
            self.add_error("other", "Enter an email address or a British mobile number")
        return data

    def recipient(self) -> Recipient | None:
        """Where it goes, of a valid form."""
        to = self.cleaned_data["to"]
        return given_now(self.cleaned_data["other"]) if to == OTHER else self.known.get(to)


class CounterForm(SaidForm):
    """Money that an officer took. ``amount`` is in pence once cleaned, and is the whole of what is owed."""

    method = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How was it paid?",
        choices=[(method.value, words) for method, (words, _) in METHODS.items()],
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose how it was paid"},
    )
    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Reference",
        help_text="For cash: the number of the receipt you wrote, if you wrote one. Never a card number.",
        required=False,
        max_length=60,
        validators=[no_card_number],
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        template_name="components/field/text.html",
    )
    amount = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How much did you take?",
        help_text="In pounds. It is paid whole: part of it cannot be recorded.",
        max_length=20,
        validators=[no_card_number],
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "inputmode": "decimal", "class": "govuk-input--width-10"}
        ),
        template_name="components/field/text.html",
        error_messages={"required": "Enter how much you took"},
    )

    def __init__(self, *args: Any, charge: Charge, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "counter_%s", **kwargs})
        self.charge = charge
        self.fields["method"].option_hints = {  # type: ignore[attr-defined]
            method.value: hint for method, (_, hint) in METHODS.items() if hint
        }

    def clean_amount(self) -> int:
        """The amount in pence, which is all that is owed."""
        pence = read_pence(self.cleaned_data["amount"])
        if pence is None:
            raise ValidationError("Enter the amount in pounds and pence, for example 40.00")
        owed = self.charge.total_pence
        if pence < owed:
            raise ValidationError(
                f"{pounds(owed)} is owed and has to be paid whole. Do not take part of it: give it back."
            )
        if pence > owed:
            raise ValidationError(f"Only {pounds(owed)} is owed. Give back what is too much.")
        return pence

    def clean(self) -> dict[str, Any]:
        """Only cash has no reference."""
        data = super().clean() or {}
        has_reference = bool((data.get("reference") or "").strip()) or "reference" in self.errors
        if data.get("method") not in (None, CounterPayment.Method.CASH) and not has_reference:
            self.add_error("reference", "Enter the reference of the cheque or of the phone-payment line")
        return data


class TakeBackForm(SaidForm):
    """Why a payment at the counter is taken back."""

    why = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Why is it taken back?",
        help_text="For example: the cheque bounced, or it was recorded on the wrong request.",
        max_length=300,
        validators=[no_card_number],
        template_name="components/field/text.html",
        error_messages={"required": "Say why it is taken back"},
    )
