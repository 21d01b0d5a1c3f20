"""What editors fill in beside the journey itself."""

from typing import Any

from django import forms

from forms_engine.catalogue.models import Service
from forms_engine.definition.document import KINDS
from forms_engine.editor.practice import SLUG as PRACTICE
from forms_engine.editor.replacing import LONGEST_SEARCH
from forms_engine.editor.texts import SOURCE_LANGUAGE

LARGEST_FILE = 10 * 1024 * 1024  # bytes


class NewJourneyForm(forms.Form):
    """What a journey begins with."""

    title = forms.CharField(
        max_length=120,
        help_text="What people look for, such as “Apply for a parking permit”. You can change it.",
    )
    kind = forms.ChoiceField(choices=[(kind, kind.capitalize()) for kind in KINDS])
    service = forms.ModelChoiceField(
        Service.objects.none(), to_field_name="slug", help_text="Whose requests these are."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        services = Service.objects.filter(locale__language_code=SOURCE_LANGUAGE).exclude(slug=PRACTICE)
        self.fields["service"].queryset = services.order_by("name")  # type: ignore[attr-defined]


class ImportForm(forms.Form):
    """A file to make a draft of."""

    file = forms.FileField(
        help_text="A journey exported from here, or a form from the XGov or DEFRA form builder (JSON or YAML)."
    )

    def clean_file(self) -> Any:
        """The file, unless it is too large to be a form."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError("Choose a file of 10 MB at most.")
        return file


class PauseForm(forms.Form):
    """What people read while a journey is paused."""

    english = forms.CharField(
        label="Message",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Say why, until when if you know, and what to do meanwhile.",
        initial="You cannot use this service at the moment. We are working on it. Try again later, or call us.",
    )
    welsh = forms.CharField(
        label="Message in Welsh", required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    def message(self) -> dict[str, str]:
        """The message by language."""
        return {"en": self.cleaned_data["english"], "cy": self.cleaned_data["welsh"]}


class ReplaceForm(forms.Form):
    """What to find in the texts of all journeys, and what to write instead."""

    search = forms.CharField(label="Find", max_length=LONGEST_SEARCH, strip=False)
    replace = forms.CharField(label="Replace with", required=False, max_length=LONGEST_SEARCH, strip=False)
    match_case = forms.BooleanField(
        label="Capital and small letters have to match", required=False, initial=True
    )


class NewSetForm(forms.Form):
    """What a question set begins with."""

    title = forms.CharField(max_length=120, help_text="What editors know it by, such as “Contact details”.")
    key = forms.SlugField(
        max_length=60,
        help_text="Journeys name the set by this, such as contact-details. It cannot be changed later.",
    )
