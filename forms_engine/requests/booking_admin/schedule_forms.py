"""The form of a schedule: its dates, its weekly hours and the days that are different."""

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import Any

from django import forms
from django.db.models import Q
from django.forms import BaseInlineFormSet, inlineformset_factory

from accounts.models import User
from forms_engine.booking.models import Resource, Schedule, ScheduleException, ScheduleRule
from forms_engine.booking.wording import DAYS, named_day
from forms_engine.requests.booking_admin.access import resources_of
from forms_engine.requests.booking_admin.forms import DayInput

MOST_PLACES = 1000
MOST_ROWS = 200


class TimeInput(forms.TimeInput):
    """A wall time as the browser offers it."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class ScheduleForm(forms.ModelForm):
    """From when to when it holds, for how many, and what else each time takes."""

    class Meta:
        model = Schedule
        fields = ["valid_from", "valid_until", "capacity", "minutes", "opens_on_bank_holidays", "also_needs"]
        labels = {
            "valid_from": "First day",
            "valid_until": "Last day",
            "capacity": "How many can book the same time",
            "minutes": "Minutes of one time",
            "opens_on_bank_holidays": "Open on bank holidays and the council's closure days",
            "also_needs": "Each time also takes",
        }
        help_texts = {
            "valid_until": "Leave it blank where it holds until further notice.",
            "capacity": "A number that was set by hand for one time stays.",
            "minutes": "Leave it blank for as long as the kind says.",
            "also_needs": "People and rooms that cannot be booked for anything else meanwhile.",
        }
        widgets = {
            "valid_from": DayInput(),
            "valid_until": DayInput(),
            "also_needs": forms.CheckboxSelectMultiple(),
        }

    def __init__(self, *args: Any, user: User, resource: Resource, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.resource = resource
        theirs = Q(pk__in=resources_of(user).order_by().values("pk"), is_exclusive=True)
        if self.instance.pk:
            # What somebody else has chosen stays a choice.
            theirs |= Q(pk__in=self.instance.also_needs.values("pk"))
        field = self.fields["also_needs"]
        assert isinstance(field, forms.ModelMultipleChoiceField)
        field.queryset = Resource.objects.filter(theirs).exclude(pk=resource.pk).order_by("name")
        if not field.queryset.exists():
            del self.fields["also_needs"]

    def clean_capacity(self) -> int:
        """At least one, and not beyond reason."""
        capacity = int(self.cleaned_data["capacity"])
        if not 1 <= capacity <= MOST_PLACES:
            raise forms.ValidationError(f"Enter from 1 to {MOST_PLACES:,}.")
        return capacity

    def clean_minutes(self) -> int | None:
        """Blank or long enough."""
        minutes: int | None = self.cleaned_data["minutes"]
        if minutes is not None and not 5 <= minutes <= 24 * 60:
            raise forms.ValidationError("Enter from 5 minutes to a day, which is 1,440, or leave it blank.")
        return minutes

    def clean(self) -> dict[str, Any]:
        """The last day is not before the first."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = cleaned.get("valid_from"), cleaned.get("valid_until")
        if first and last and last < first:
            self.add_error("valid_until", "The last day is before the first.")
        return cleaned

    def length(self) -> int:
        """How many minutes one time has."""
        return int(self.cleaned_data.get("minutes") or self.instance.resource.kind.minutes)


class RuleForm(forms.ModelForm):
    """Open on a weekday from a wall time to another."""

    weekday = forms.TypedChoiceField(label="Weekday", choices=list(enumerate(DAYS["en"])), coerce=int)

    class Meta:
        model = ScheduleRule
        fields = ["weekday", "opens", "closes"]
        widgets = {"opens": TimeInput(), "closes": TimeInput()}

    def clean(self) -> dict[str, Any]:
        """It closes after it opens."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if opens and closes and closes <= opens:
            self.add_error("closes", "It closes before it opens.")
        return cleaned


class ExceptionForm(forms.ModelForm):
    """One day that is different."""

    class Meta:
        model = ScheduleException
        fields = ["day", "opens", "closes", "reason"]
        widgets = {"day": DayInput(), "opens": TimeInput(), "closes": TimeInput()}

    def clean(self) -> dict[str, Any]:
        """Closed, or with both times."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens"), cleaned.get("closes")
        if (opens is None) != (closes is None):
            self.add_error(
                "opens" if opens is None else "closes",
                "Give both times, or neither for a day on which it is closed.",
            )
        elif opens and closes and closes <= opens:
            self.add_error("closes", "It closes before it opens.")
        return cleaned


Hours = tuple[time, time]


class _Rows(BaseInlineFormSet):
    """Rows of hours that do not overlap."""

    minutes = 0

    def hours(self) -> dict[Any, list[Hours | None]]:
        """The hours of each day, None for closed, of the rows that stay."""
        found: dict[Any, list[Hours | None]] = {}
        for form in self.forms:
            data = getattr(form, "cleaned_data", {})
            day = data.get("weekday", data.get("day"))
            if (
                form.errors
                or (not form.has_changed() and not form.instance.pk)
                or data.get("DELETE")
                or day is None
            ):
                continue
            opens, closes = data.get("opens"), data.get("closes")
            found.setdefault(day, []).append((opens, closes) if opens and closes else None)
        return found

    def clean(self) -> None:
        """Refuse what overlaps, and hours too short for one appointment.

        Raises:
            ValidationError: naming the day.
        """
        super().clean()
        for day, rows in self.hours().items():
            name = DAYS["en"][day] if isinstance(day, int) else named_day(day, "en")
            if len(rows) > 1 and None in rows:
                raise forms.ValidationError(f"{name} is closed in one row and open in another.")
            hours = sorted(row for row in rows if row is not None)
            if any(earlier[1] > later[0] for earlier, later in pairwise(hours)):
                raise forms.ValidationError(f"The hours of {name} overlap.")
            for opens, closes in hours:
                if _minutes_between(opens, closes) < self.minutes:
                    raise forms.ValidationError(
                        f"On {name} it closes before one appointment of {self.minutes} minutes is over."
                    )


RuleRows = inlineformset_factory(
    Schedule, ScheduleRule, form=RuleForm, formset=_Rows, extra=2, max_num=MOST_ROWS, can_delete=True
)
ExceptionRows = inlineformset_factory(
    Schedule,
    ScheduleException,
    form=ExceptionForm,
    formset=_Rows,
    extra=2,
    max_num=MOST_ROWS,
    can_delete=True,
)


def overlapping(schedule: Schedule, rules: dict[Any, list[Hours | None]]) -> Schedule | None:
    """Another schedule of the same resource that has hours at the same time as these."""
    others = schedule.resource.schedules.exclude(pk=schedule.pk).prefetch_related("rules")
    for other in others:
        if _apart(schedule.valid_until, other.valid_from) or _apart(other.valid_until, schedule.valid_from):
            continue
        for rule in other.rules.all():
            if any(
                row and row[0] < rule.closes and rule.opens < row[1] for row in rules.get(rule.weekday, [])
            ):
                return other
    return None


def _apart(last: date | None, first: date) -> bool:
    return last is not None and last < first


def _minutes_between(opens: time, closes: time) -> int:
    day = date(2000, 1, 1)
    return int((datetime.combine(day, closes) - datetime.combine(day, opens)) / timedelta(minutes=1))
