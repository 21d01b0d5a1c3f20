"""The short forms of somebody's own corner."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from forms_engine.requests.messages import LONGEST
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


def _words(*, label: Any, hint: Any = "", required: Any = "") -> forms.CharField:
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        help_text=hint,
        required=bool(required),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        template_name="components/field/textarea.html",
        error_messages={"required": required},
    )


class WriteForm(forms.Form):
    """A message to the team."""

    use_required_attribute = False
    message = _words(label=_("Your message"), required=_("Write your message"))


class CancelForm(forms.Form):
    """Taking a request back, with or without saying why. ``seen`` is the state that the page showed."""

    use_required_attribute = False
    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=20)
    why = _words(label=_("Why do you want to cancel it? (optional)"))


class NextStageForm(forms.Form):
    """Asking for the next stage. ``stage`` is the one that the page offered."""

    use_required_attribute = False
    stage = forms.IntegerField(widget=forms.HiddenInput)
    why = _words(
        label=_("Why are you not satisfied?"),
        hint=_("Tell us what was wrong with our answer, and what you want us to do."),
        required=_("Tell us why you are not satisfied"),
    )
