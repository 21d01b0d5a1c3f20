"""The short form that somebody without an account begins with."""

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_engine.requests.references import read_reference


class FindRequestForm(forms.Form):
    """A reference, as read off an email or a note."""

    use_required_attribute = False
    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your reference"),
        help_text=_("10 letters and numbers, like K7W-Q3X-T9D4. It is on your confirmation email."),
        max_length=40,
        template_name="components/field/text.html",
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
        error_messages={"required": _("Enter your reference")},
    )

    def clean_reference(self) -> str:
        """The reference as we write it. A slip is caught here by its check sign, without a look at any request."""
        reference = read_reference(self.cleaned_data["reference"])
        if reference is None:
            raise forms.ValidationError(
                _("Check your reference: it has 10 letters and numbers, like K7W-Q3X-T9D4")
            )
        return reference
