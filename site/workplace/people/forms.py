"""What is asked for of an entry, and of somebody who left."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator

from audiences.principal import Principal
from workplace.models import Profile
from workplace.people import photos, skills
from workplace.people.selectors import colleagues_for, teams_in_directory
from workplace.said import SaidForm, words_field

PHONE = re.compile(
    r"(?=(?:\D*\d){3})\+?[0-9 ()./\-]+(?: ?(?:ext\.?|extension|x) ?[0-9]{1,8})?", re.IGNORECASE
)
NO_PHONE = "Enter a phone number, such as 0300 555 0177 or 0300 555 0177 ext 204"
NEW_SKILLS = 3
TEXT, SELECT, LONG_LIST, BOXES = (
    f"components/field/{name}.html" for name in ("text", "select", "autocomplete", "checkboxes")
)


def _text(label: str, longest: int, help_text: str = "", **kwargs: Any) -> forms.CharField:
    errors = {"max_length": f"{label} must be {longest} characters or fewer"}
    return forms.CharField(  # type: ignore[call-arg]  # stubs lack template_name
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        error_messages=errors,
        template_name=TEXT,
        **kwargs,
    )


def _phone(label: str, help_text: str = "") -> forms.CharField:
    check = RegexValidator(re.compile(f"^(?:{PHONE.pattern})$", PHONE.flags), NO_PHONE)
    return _text(label, 30, help_text, validators=[check], widget=forms.TextInput(attrs={"type": "tel"}))


class EntryForm(SaidForm):
    """What an entry says, but for its photo's and skills' boxes below. ``seen`` carries the change that the page knew of."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False, max_length=40)
    photo = forms.FileField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Photo",
        required=False,
        help_text=f"JPEG, PNG, WebP or HEIC, up to {photos.MOST_MEGABYTES} MB. It is cut to a square around its middle.",
        widget=forms.FileInput(attrs={"accept": ",".join(photos.TAKEN)}),
        error_messages={"empty": "The photo is empty. Choose another file"},
        template_name=TEXT,
    )
    without_photo = forms.BooleanField(label="Take the photo away", required=False)
    known_as = _text("Known as", 150, "Only if it is not the name above, such as Meg for Megan.")
    pronouns = _text("Pronouns", 40, "Such as she/her or they/them, if you wish to say.")
    job_title = _text("Job title", 120)
    team = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Team",
        required=False,
        help_text="Teams that answer requests are shown beside it anyway.",
        template_name=SELECT,
        error_messages={"invalid_choice": "Choose one of these teams"},
    )
    manager = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Manager",
        required=False,
        template_name=LONG_LIST,
        error_messages={"invalid_choice": "Choose somebody from the list"},
    )
    phone = _phone("Phone")
    mobile = _phone("Mobile", "One of the council’s, not your own.")
    work_email = forms.EmailField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Work email",
        required=False,
        max_length=254,
        help_text="Only if it is not the one you sign in with.",
        template_name=TEXT,
        error_messages={"invalid": "Enter an email address, such as name@example.gov.uk"},
    )
    office = _text("Where you work", 120, "Building and floor, or “at home”.")
    working_days = _text("Working days", 120, "Such as: Monday to Thursday, 9 to 3.")
    about = words_field("About", rows=4, longest=600)
    skills = forms.MultipleChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Skills",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Untick what is no longer so.",
        template_name=BOXES,
        error_messages={"invalid_choice": "Tick only what is there, and add others below"},
    )

    def __init__(
        self, *args: Any, principal: Principal, entry: Profile, having: Iterable[str], **kwargs: Any
    ) -> None:
        """``having`` are the skills that the entry names now."""
        self.entry, self.having = entry, list(having)
        kwargs["initial"] = _initial(entry, self.having)
        super().__init__(*args, **kwargs)
        self.fields["office"].widget.attrs["list"] = "offices"
        for number in range(1, NEW_SKILLS + 1):
            box = _text("Add a skill" if number == 1 else "And another", skills.LONGEST)
            box.widget.attrs.update({"list": "skills", "autocomplete": "off"})
            self.fields[f"new_skill_{number}"] = box
        self.teams = {team.slug: team for team in teams_in_directory().order_by("name")}
        self._offer("team", [(slug, team.name) for slug, team in self.teams.items()])
        self._offer("manager", self._managers(principal))
        shown = {pk: uuid for uuid, pk in self.managers.items()}
        self.initial["manager"] = shown.get(self.entry.manager_id or 0, "")
        self._offer("skills", [(name, name) for name in self.having], empty=False)
        if not self.having:
            del self.fields["skills"]
        if not entry.photo_id:
            del self.fields["without_photo"]

    def _offer(self, name: str, offered: list[tuple[str, str]], *, empty: bool = True) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Nobody" if name == "manager" else "None"), *offered] if empty else offered

    def _managers(self, principal: Principal) -> list[tuple[str, str]]:
        others = colleagues_for(principal).exclude(pk=self.entry.pk).order_by("user__name", "pk")
        rows = list(others.values_list("user__uuid", "user__name", "job_title", "pk"))
        self.managers = {str(uuid): pk for uuid, _name, _job, pk in rows}
        return [(str(uuid), f"{name}, {job}" if job else name) for uuid, name, job, _pk in rows]

    def clean_photo(self) -> bytes | None:
        """The photo as it is kept."""
        upload = self.cleaned_data.get("photo")
        if not upload:
            return None
        try:
            return photos.made_of(upload)
        except photos.Refused as refused:
            raise ValidationError(str(refused)) from refused

    def clean(self) -> dict[str, Any]:
        """No more skills than one person has."""
        said = super().clean() or self.cleaned_data
        if len(self.skills_said()) > skills.MOST:
            self.add_error("new_skill_1", f"Name at most {skills.MOST} skills. Untick some of the others")
        return said

    def skills_said(self) -> list[str]:
        """What is ticked, and what was added."""
        added = [self.cleaned_data.get(f"new_skill_{number}", "") for number in range(1, NEW_SKILLS + 1)]
        names = [*self.cleaned_data.get("skills", []), *(one for one in map(skills.tidy, added) if one)]
        return list({name.lower(): name for name in reversed(names)}.values())[::-1]

    def said(self) -> dict[str, Any]:
        """The fields of the entry as they are to be."""
        words = (
            "known_as",
            "pronouns",
            "job_title",
            "phone",
            "mobile",
            "work_email",
            "office",
            "working_days",
            "about",
        )
        said: dict[str, Any] = {name: self.cleaned_data[name].strip() for name in words}
        said["team"] = self.teams.get(self.cleaned_data["team"])
        return said

    def chosen_manager(self) -> int | None:
        """The account of the manager who was chosen."""
        return self.managers.get(self.cleaned_data["manager"])

    def changes_manager(self) -> bool:
        """Whether another was chosen than the one shown. A manager whom the principal may not see is not shown, and stays."""
        shown = self.entry.manager_id if self.entry.manager_id in self.managers.values() else None
        return self.chosen_manager() != shown


def _initial(entry: Profile, having: list[str]) -> dict[str, Any]:
    said = {
        name: getattr(entry, name)
        for name in (
            "known_as", "pronouns", "job_title", "work_email", "phone", "mobile", "office", "working_days", "about",
        )
    }  # fmt: skip
    return {
        **said,
        "team": entry.team.slug if entry.team else "",
        "skills": having,
        "seen": entry.changed_at.isoformat(),
    }


class SuccessorForm(SaidForm):
    """Who has taken over from somebody who left."""

    successor = forms.ChoiceField(  # type: ignore[call-arg]  # stubs lack template_name
        label="Who has taken over?",
        required=False,
        help_text="Colleagues who look for whoever left are led to them. If they leave too, to whoever takes over from them.",
        template_name=LONG_LIST,
        error_messages={"invalid_choice": "Choose somebody from the list"},
    )

    def __init__(self, *args: Any, principal: Principal, entry: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = colleagues_for(principal).exclude(pk=entry.pk).order_by("user__name", "pk")
        rows = list(people.values_list("user__uuid", "user__name", "job_title", "pk"))
        self.people = {str(uuid): pk for uuid, _name, _job, pk in rows}
        field = self.fields["successor"]
        assert isinstance(field, forms.ChoiceField)
        named = [(str(uuid), f"{name}, {job}" if job else name) for uuid, name, job, _pk in rows]
        field.choices = [("", "Nobody yet"), *named]
        chosen = {pk: uuid for uuid, pk in self.people.items()}.get(entry.taken_over_by_id or 0, "")
        self.initial["successor"] = chosen
