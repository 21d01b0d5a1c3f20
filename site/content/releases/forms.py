"""What is filled in about a release."""

from typing import Any

from django import forms
from django.utils import timezone
from wagtail.admin.widgets import AdminDateTimeInput

from content.page_choice import offer, page_field
from content.sections.held import held_pages


class NameForm(forms.Form):
    """A new release."""

    name = forms.CharField(
        label="Name", max_length=120, help_text="What it is about, such as “School places 2027”."
    )


class AddPageForm(forms.Form):
    """One more page."""

    page = page_field(
        label="Page",
        error_messages={"invalid_choice": "Choose a page of your sections."},
    )
    take_down = forms.BooleanField(
        label="Take it down",
        required=False,
        help_text="Without this, its newest draft is published.",
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "page", held_pages(user))


class ScheduleForm(forms.Form):
    """When, and that it is meant."""

    at = forms.DateTimeField(label="Release at", widget=AdminDateTimeInput)
    agrees = forms.BooleanField(
        label="I have read who will be able to read these pages, and mean it", required=False
    )

    def clean_at(self) -> Any:
        """The moment has to come."""
        at = self.cleaned_data["at"]
        if at <= timezone.now():
            raise forms.ValidationError("Choose a time that is still to come, or release it now.")
        return at
