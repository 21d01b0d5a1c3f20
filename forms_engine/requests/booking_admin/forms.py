"""The forms of kinds, resources and bank holidays, with their rules in words."""

from typing import Any

from django import forms

from accounts.models import User
from forms_engine.booking.models import BankHoliday, Resource, ResourceKind
from forms_engine.catalogue.selectors import staff_to_choose
from forms_engine.requests.booking_admin.access import services_of, teams_for
from forms_engine.requests.words_field import WordsField

LONGEST_HOURS = 24 * 60
SLUG_HELP = "In small letters and hyphens. It cannot be changed later."


def _choices(form: forms.ModelForm, name: str, queryset: Any) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ModelChoiceField)
    field.queryset = queryset


class DayInput(forms.DateInput):
    """A day as the browser offers it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class KindForm(forms.ModelForm):
    """What residents book, the rules of it, and what people read."""

    name = WordsField(
        label="Name", longest=100, help_text="What residents book, such as “Registrar appointment”."
    )
    nothing_free = WordsField(
        label="When no time is free",
        rows=3,
        required=False,
        help_text="What residents read instead of times: whom to ring, when to look again.",
    )
    what_to_bring = WordsField(
        label="What to bring",
        rows=3,
        required=False,
        help_text="Stands in the confirmation and the reminder.",
    )

    class Meta:
        model = ResourceKind
        fields = [
            "name",
            "slug",
            "service",
            "minutes",
            "notice_hours",
            "days_ahead",
            "chooses_resource",
            "needs_approval",
            "most_live",
            "move_hours",
            "cancel_hours",
            "refund_rule",
            "what_to_bring",
            "nothing_free",
            "script",
        ]
        labels = {
            "slug": "Short name, which journeys use",
            "minutes": "Minutes that one takes",
            "notice_hours": "Hours of notice",
            "days_ahead": "Days ahead",
            "needs_approval": "An officer has to agree",
            "chooses_resource": "Residents choose where or with whom",
            "most_live": "Most at once for one person",
            "move_hours": "Hours before it begins until which residents may move it",
            "cancel_hours": "Hours before it begins until which residents may cancel it",
            "refund_rule": "When residents cancel, what was paid is paid back",
            "script": "What officers say and ask",
        }
        help_texts = {
            "slug": SLUG_HELP,
            "minutes": "A schedule may say otherwise for its own times.",
            "notice_hours": "The soonest that residents can choose, from now. Officers need none.",
            "days_ahead": "The furthest that residents can choose, from today.",
            "needs_approval": "The place is kept until somebody has agreed or not.",
            "chooses_resource": "Otherwise they choose a time alone, and have it wherever one is free.",
            "cancel_hours": "Officers may until it begins. When the council cancels, everything is paid back.",
        }
        widgets = {"script": forms.Textarea({"rows": 8})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "service", services_of(user))
        if self.instance.pk:
            del self.fields["slug"]

    def clean_minutes(self) -> int:
        """Long enough to be an appointment, and within a day."""
        minutes = int(self.cleaned_data["minutes"])
        if not 5 <= minutes <= LONGEST_HOURS:
            raise forms.ValidationError("Enter from 5 minutes to a day, which is 1,440.")
        return minutes

    def clean_days_ahead(self) -> int:
        """So many that the times can be made ahead."""
        days = int(self.cleaned_data["days_ahead"])
        if not 1 <= days <= 400:
            raise forms.ValidationError("Enter from 1 to 400 days.")
        return days

    def clean_most_live(self) -> int | None:
        """Blank or at least one."""
        most: int | None = self.cleaned_data["most_live"]
        if most == 0:
            raise forms.ValidationError("Enter 1 or more, or leave it blank for no limit.")
        return most

    def clean(self) -> dict[str, Any]:
        """Times that need more notice than they are offered ahead would never be offered."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        notice, ahead = cleaned.get("notice_hours"), cleaned.get("days_ahead")
        if notice is not None and ahead is not None and notice >= ahead * 24:
            self.add_error(
                "notice_hours", "With so much notice and so few days ahead, no time would ever be offered."
            )
        move, cancel = cleaned.get("move_hours"), cleaned.get("cancel_hours")
        in_time = cleaned.get("refund_rule") == ResourceKind.RefundRule.IN_TIME
        if in_time and move is not None and cancel is not None and move < cancel:
            self.add_error(
                "move_hours",
                f"Enter {cancel} or more: who may still move it when it is too late for a refund would move it far ahead, "
                "and cancel it there.",
            )
        return cleaned


class ResourceForm(forms.ModelForm):
    """A room, officer, site or van."""

    class Meta:
        model = Resource
        fields = ["name", "slug", "what", "team", "address", "user", "is_exclusive"]
        labels = {
            "name": "Name, which residents read",
            "slug": "Short name, for addresses",
            "what": "What it is",
            "team": "Team that has its day sheet",
            "address": "Where to come to",
            "user": "Whose diary it is",
            "is_exclusive": "It does one thing at a time",
        }
        help_texts = {
            "slug": SLUG_HELP,
            "address": "Residents read it, and it stands in their calendar.",
            "user": "For an officer's diary.",
            "is_exclusive": "For people and rooms: while it is booked for one thing, it cannot be booked for another.",
        }
        widgets = {"address": forms.Textarea({"rows": 3})}

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choices(self, "team", teams_for(user))
        _choices(self, "user", staff_to_choose())
        self.fields["user"].label_from_instance = lambda one: one.name  # type: ignore[attr-defined]
        if self.instance.pk:
            del self.fields["slug"]


class BankHolidayForm(forms.ModelForm):
    """A day on which schedules are closed."""

    class Meta:
        model = BankHoliday
        fields = ["day", "name", "is_open"]
        labels = {"is_open": "The council works all the same"}
        help_texts = {
            "day": "Schedules that open on bank holidays keep their hours.",
            "is_open": "The day stays in the list, and changes nothing.",
        }
        error_messages = {"day": {"unique": "That day is in the list already."}}
        widgets = {"day": DayInput()}
