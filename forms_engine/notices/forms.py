"""Entering a one-time code, wherever one is asked for."""

from django import forms
from django.utils.translation import gettext_lazy as _


class CodeForm(forms.Form):
    """The six digits from the email."""

    use_required_attribute = False
    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your code"),
        help_text=_("6 digits, from the email we sent."),
        max_length=20,
        template_name="components/field/text.html",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Enter the code from the email")},
    )
