"""What people type to be sent something, and the one-time code they were sent, wherever one is asked for."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.addresses import Address, read_address, read_email

TEXT_BOX = "components/field/text.html"


class AddressForm(forms.Form):
    """An email address or, where the council sends text messages, a mobile number. ``cleaned_data["address"]`` is an
    ``Address``."""

    use_required_attribute = False
    address = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        help_text=_("We use it for this only."),
        max_length=254,
        template_name=TEXT_BOX,
        widget=forms.TextInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field, either = self.fields["address"], bool(settings.SMS_PROVIDER)
        field.label = _("Your email address or mobile number") if either else _("Your email address")
        field.error_messages["required"] = (
            _("Enter your email address or mobile number") if either else _("Enter your email address")
        )

    def clean_address(self) -> Address:
        """Read as accounts read it.

        Raises:
            ValidationError: when it is neither.
        """
        typed = self.cleaned_data["address"]
        found = read_address(typed) if settings.SMS_PROVIDER else read_email(typed)
        if found is None:
            raise ValidationError(
                _("Enter an email address, like name@example.com, or a UK mobile number, like 07700 900 982")
                if settings.SMS_PROVIDER
                else _("Enter an email address in the correct format, like name@example.com")
            )
        return found


class CodeForm(forms.Form):
    """The six digits from the email or the text message."""

    use_required_attribute = False
    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your code"),
        help_text=_("6 digits, from the message we sent."),
        max_length=20,
        template_name=TEXT_BOX,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Enter the code from the message")},
    )
