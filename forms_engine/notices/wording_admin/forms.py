"""The form of one wording."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.admin.forms import WagtailAdminModelForm

from forms_engine.catalogue.models import Service
from forms_engine.notices import wordings
from forms_engine.notices.events import EVENTS
from forms_engine.notices.models import Wording

LONGEST = 5000


class WordingForm(WagtailAdminModelForm):
    """What it is for, and what it says. Nothing is kept that could not be sent."""

    subject = forms.ChoiceField(
        label="What is told", choices=[(key, one.title) for key, one in EVENTS.items()]
    )
    language = forms.ChoiceField(choices=settings.LANGUAGES)
    service = forms.ModelChoiceField(
        queryset=Service.objects.none(),
        required=False,
        empty_label="Every service",
        help_text="A service’s own wording goes before one for every service.",
    )
    heading = forms.CharField(
        label="Subject line",
        required=False,
        max_length=wordings.LONGEST_HEADING,
        help_text="Of an email. A text message has none.",
    )
    body = forms.CharField(
        label="What it says",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text="With placeholders in braces, such as {reference}: the list below says which each event knows. A line "
        "whose placeholders are all empty is left out. Say nothing that only its customer may read: others see their "
        "screens.",
        error_messages={"required": "Write what it says."},
    )

    class Meta:
        model = Wording
        fields = ["subject", "service", "channel", "language", "heading", "body", "is_live"]
        labels = {"is_live": "In use"}
        help_texts = {
            "is_live": "Sent in the place of our own text. It takes a minute until it is everywhere.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Service.objects.filter(locale__language_code="en").order_by("name")

    def clean(self) -> dict[str, Any]:
        """Nothing in braces but what the event knows, and no longer than it may be.

        Raises:
            ValidationError: saying what to change.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        heading, body = (str(cleaned.get(part) or "").replace("\x00", "") for part in ("heading", "body"))
        if cleaned.get("subject") and cleaned.get("channel") and body.strip():
            wrong = wordings.problems(cleaned["subject"], cleaned["channel"], heading, body)
            if wrong:
                raise ValidationError([ValidationError(one) for one in wrong])
        return cleaned

    def save(self, commit: bool = True) -> Wording:
        """Keep it, and have this process use it at once."""
        saved: Wording = super().save(commit=commit)
        transaction.on_commit(wordings.forget)
        return saved
