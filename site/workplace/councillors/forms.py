"""What councillors say."""

from typing import Any

from django import forms

from forms_engine.requests.casework.consent import (
    LONGEST_NAME,
    LONGEST_WORDS,
    Consent,
    ConsentRefused,
    checked,
)
from forms_engine.requests.casework.following import LONGEST_WHY
from forms_engine.requests.messages import LONGEST
from forms_engine.requests.models import Casework
from themes.fields import DayField
from workplace.said import SaidForm, words_field


class ConsentForm(SaidForm):
    """Who asked, and what they agreed to. The rule of what is enough is the engine's (``casework.consent``)."""

    resident = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Who asked you?",
        help_text="The resident’s name.",
        required=False,
        max_length=LONGEST_NAME,
        template_name="components/field/text.html",
    )
    consent = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="How did they agree that you act for them?",
        choices=Casework.Consent.choices,
        widget=forms.RadioSelect,
        template_name="components/field/radios.html",
        error_messages={"required": "Choose how they agreed"},
    )
    on = DayField(label="When did they agree?", required=False)
    words = words_field(
        "What did they agree to?",
        help_text="Such as: to raise it with highways, and to be told what comes of it.",
        longest=LONGEST_WORDS,
    )

    def clean(self) -> dict[str, Any]:
        """What is said has to be enough to act on."""
        said = super().clean() or self.cleaned_data
        if not self.errors:
            try:
                checked(self.said())
            except ConsentRefused as refused:
                self.add_error(None, str(refused))
        return said

    def said(self) -> Consent:
        """The same for the engine."""
        said = self.cleaned_data
        return Consent(said["resident"], said["consent"], said["on"], said["words"])


class FollowForm(ConsentForm):
    """The same about a request that is there already."""

    reference = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="The request’s reference",
        help_text="The resident has it in their email or on their page.",
        max_length=30,
        template_name="components/field/text.html",
        error_messages={"required": "Enter the reference"},
    )
    field_order = ["reference", "resident", "consent", "on", "words"]


class WriteForm(SaidForm):
    """Words for the officers."""

    text = words_field("What do you want to say?", "Write something", longest=LONGEST, rows=4)


class EndForm(SaidForm):
    """Why casework ends."""

    why = words_field("Why does it end?", "Say why it ends", longest=LONGEST_WHY, rows=2)
