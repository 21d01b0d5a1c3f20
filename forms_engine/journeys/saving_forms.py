"""The one question of saving a journey: where to send the link."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AddressForm(forms.Form):
    """An email address to send a link to."""

    use_required_attribute = False
    email = forms.EmailField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your email address"),
        help_text=_("We use it for this only."),
        max_length=254,
        template_name="components/field/text.html",
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": _("Enter your email address"),
            "invalid": _("Enter an email address in the correct format, like name@example.com"),
        },
    )
