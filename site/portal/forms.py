"""The short forms of somebody's own corner."""

from typing import Any
from uuid import uuid4

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from forms_engine.requests.added_files import MOST_AT_ONCE, MOST_MEGABYTES, Sending
from forms_engine.requests.messages import LONGEST
from forms_engine.requests.references import read_reference
from themes.file_fields import ManyFilesField


class FindRequestForm(forms.Form):
    """A reference, as read off an email or a note."""

    use_required_attribute = False
    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=_("Your reference"),
        help_text=_(
            "10 letters and numbers, like K7W-Q3X-T9D4. It is in the email or text message that we sent you."
        ),
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
    """A message to the team, with photos or documents where those are taken. ``sending`` names the form, so that what is
    sent twice is kept once."""

    use_required_attribute = False
    sending = forms.UUIDField(widget=forms.HiddenInput, required=False)
    message = _words(label=_("Your message"), required=_("Write your message"))
    attached = ManyFilesField(
        label=_("Photos or documents (optional)"),
        help_text=format_lazy(
            _("{most} at most, each smaller than {size} MB"), most=MOST_AT_ONCE, size=MOST_MEGABYTES
        ),
        required=False,
        offers_camera=True,
    )

    def __init__(self, *args: Any, takes_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **{"initial": {"sending": uuid4()}, **kwargs})
        self.fields["message"].required = not takes_files
        if not takes_files:
            del self.fields["attached"]

    def clean(self) -> dict[str, Any]:
        """Words or files, or both."""
        said = super().clean() or self.cleaned_data
        if "attached" in self.fields and not self.errors and not said["message"] and not said["attached"]:
            self.add_error("message", _("Write your message, or add a photo or a document"))
        return said

    def sent(self) -> Sending:
        """Its files, as they are taken in."""
        return Sending(self.cleaned_data.get("attached") or (), self.cleaned_data.get("sending") or uuid4())


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
