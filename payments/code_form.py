"""Typing in the code of a payment link."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from payments.card_numbers import looks_like_card_number
from payments.models import PaymentLink
from payments.selectors import link_by_token


class PaymentCodeForm(forms.Form):
    """``cleaned_data["code"]`` is the link, also one that is not good any more: its own page says so."""

    use_required_attribute = False
    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Payment code"),
        help_text=_("The 12 letters and numbers that we gave you, for example K7WQ-3XT9-D4MR"),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
                "class": "govuk-input--width-20",
            }
        ),
        template_name="components/field/text.html",
        error_messages={"required": _("Enter your payment code")},
    )

    def clean_code(self) -> PaymentLink:
        """The link of that code."""
        typed = self.cleaned_data["code"]
        if looks_like_card_number(typed):
            raise ValidationError(_("Do not enter a card number here. Enter the code that we gave you."))
        link = link_by_token(typed)
        if link is None:
            raise ValidationError(
                _("We do not know this code. Check it, or ask the person who gave it to you.")
            )
        return link
