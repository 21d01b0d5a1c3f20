"""What somebody types to follow a report: an address, then the code that was sent there."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.addresses import Address, read_address


class AddressForm(forms.Form):
    """An email address or a mobile number. ``cleaned_data["address"]`` is an ``Address``."""

    use_required_attribute = False
    address = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your email address or mobile number"),
        help_text=_("We use it only to tell you what happens with this report."),
        max_length=254,
        template_name="components/field/text.html",
        widget=forms.TextInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"required": _("Enter your email address or mobile number")},
    )

    def clean_address(self) -> Address:
        """Read as accounts read it.

        Raises:
            ValidationError: when it is neither.
        """
        found = read_address(self.cleaned_data["address"])
        if found is None:
            raise ValidationError(
                _("Enter an email address, like name@example.com, or a UK mobile number, like 07700 900 982")
            )
        return found


class FollowCodeForm(forms.Form):
    """The six digits from the email or text message."""

    use_required_attribute = False
    code = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your code"),
        help_text=_("6 digits, from the message we sent."),
        max_length=20,
        template_name="components/field/text.html",
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "class": "govuk-input--width-10"}
        ),
        error_messages={"required": _("Enter the code from the message")},
    )
