"""What is known of a phone line."""

from typing import Any

from django import forms

from forms_engine.catalogue.models import Service, Team
from forms_engine.requests.lines.keeping import LineSaid
from forms_engine.requests.models import Line
from workplace.desk.choices import services_to_name, teams_to_hand_to
from workplace.said import SaidForm


class LineForm(SaidForm):
    """A number that people ring, or a counter that they come to."""

    name = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What is the line called?",
        max_length=120,
        template_name="components/field/text.html",
        error_messages={"required": "Give the line a name"},
    )
    phone = forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Phone number",
        help_text="Leave it empty for a counter.",
        required=False,
        max_length=30,
        template_name="components/field/text.html",
    )
    service = forms.ModelChoiceField(
        queryset=Service.objects.none(),
        label="Which service is it for?",
        required=False,
        to_field_name="slug",
        empty_label="Everything",
        template_name="components/field/select.html",
        error_messages={"invalid_choice": "Choose a service from the list"},
    )
    team = forms.ModelChoiceField(
        queryset=Team.objects.none(),
        label="Which team answers it?",
        required=False,
        to_field_name="slug",
        empty_label="No team alone",
        template_name="components/field/select.html",
        error_messages={"invalid_choice": "Choose a team from the list"},
    )
    is_live = forms.BooleanField(required=False, label="In use")

    def __init__(self, *args: Any, line: Line | None = None, **kwargs: Any) -> None:
        """``line`` is the one that is changed."""
        kwargs["initial"] = {"is_live": True}
        if line is not None:
            kwargs["initial"] = {
                "name": line.name,
                "phone": line.phone,
                "service": line.service.slug if line.service else "",
                "team": line.team.slug if line.team else "",
                "is_live": line.is_live,
            }
        super().__init__(*args, **kwargs)
        service, team = self.fields["service"], self.fields["team"]
        assert isinstance(service, forms.ModelChoiceField) and isinstance(team, forms.ModelChoiceField)
        service.queryset, team.queryset = services_to_name(), teams_to_hand_to()

    def said(self) -> LineSaid:
        """What was said, of a valid form."""
        return LineSaid(**{name: self.cleaned_data[name] for name in LineForm.base_fields})


class NewLineForm(LineForm):
    """The same with what the telephone system calls it, which never changes: the files of every night name it."""

    slug = forms.SlugField(  # type: ignore[call-arg]  # stubs lack template_name
        label="What does the telephone system’s file call it?",
        help_text="Small letters, digits and hyphens. It cannot be changed later.",
        max_length=50,
        template_name="components/field/text.html",
        error_messages={
            "required": "Enter what the telephone system’s file calls it",
            "invalid": "Use letters, digits, hyphens and underscores only",
        },
    )
    field_order = ["name", "slug", "phone", "service", "team", "is_live"]
