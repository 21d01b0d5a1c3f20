"""What an administrator fills in about a rule."""

from typing import Any

from django import forms
from pydantic import ValidationError

from forms_engine.delivery.routing.checking import Known
from forms_engine.delivery.routing.rules import CHANNELS, WEEKDAYS, Rule, When
from forms_engine.delivery.routing.words import CHANNEL_WORDS, LANGUAGES

ALSO, INSTEAD = "also", "instead"
LONG = 10  # choices
WHEN = ("journeys", "services", "areas", "channels", "languages")


class TimeInput(forms.TimeInput):
    """A time as browsers ask for it."""

    input_type = "time"


class DateInput(forms.DateInput):
    """A day as browsers ask for it."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def boxes(label: str, help_text: str = "") -> Any:
    """Several of many."""
    return forms.MultipleChoiceField(
        label=label, required=False, widget=forms.CheckboxSelectMultiple, help_text=help_text
    )


class RuleForm(forms.Form):
    """One rule but for its condition over answers, which has a screen of its own. ``rule()`` gives it back."""

    name = forms.CharField(
        max_length=120, help_text="For those who keep the rules, such as “Potholes in Eastwold”."
    )
    off = forms.BooleanField(label="Switched off", required=False)

    journeys = boxes("From any of these journeys")
    services = boxes("For any of these services")
    areas = boxes("In any of these areas")
    channels = boxes("Sent in any of these ways")
    languages = boxes("Written in")
    weekdays = boxes("Sent on any of these days")
    from_time = forms.TimeField(label="Sent between", required=False, widget=TimeInput(format="%H:%M"))
    to_time = forms.TimeField(
        label="and",
        required=False,
        widget=TimeInput(format="%H:%M"),
        help_text="Before the first time means the next day: 17:00 and 09:00 is the night.",
    )
    first_day = forms.DateField(label="Sent on or after", required=False, widget=DateInput())
    last_day = forms.DateField(label="Sent on or before", required=False, widget=DateInput())

    destinations = boxes("Tell these destinations")
    routes = boxes("Tell everybody on these routes")
    queue = forms.ChoiceField(
        label="Place it in this queue of ours",
        required=False,
        help_text="Instead of any other queue of ours that it would be in.",
    )
    how = forms.ChoiceField(
        label="What of those named before?",
        widget=forms.RadioSelect,
        initial=ALSO,
        choices=[
            (ALSO, "They hear of it too"),
            (INSTEAD, "These instead: what its journey and the rules above named is left out"),
        ],
    )
    stop = forms.BooleanField(label="Stop here: the rules below are not looked at", required=False)

    def __init__(self, *args: Any, known: Known, rule: Rule | None, **kwargs: Any) -> None:
        if rule is not None:
            kwargs["initial"] = initial_of(rule)
        super().__init__(*args, **kwargs)
        self._rule = rule
        names = known.names
        in_use = {slug: one.name for slug, one in known.destinations.items() if one.retired_at is None}
        offered: dict[str, Any] = {
            "journeys": names.journeys,
            "services": dict(sorted(names.services.items(), key=lambda item: item[1])),
            "areas": names.areas,
            "channels": {one: CHANNEL_WORDS[one][:1].upper() + CHANNEL_WORDS[one][1:] for one in CHANNELS},
            "languages": LANGUAGES,
            "weekdays": {str(number): day for number, day in enumerate(WEEKDAYS, 1)},
            "destinations": in_use,
            "routes": names.routes,
        }
        for name, choices in offered.items():
            field = self.fields[name]
            assert isinstance(field, forms.MultipleChoiceField)
            kept = self.initial.get(name, ())
            # What is not there any more stays on the form, so that saving does not drop it unseen.
            gone = [(one, f"{one} (not there any more)") for one in kept if one not in choices]
            # In a long list those chosen stand first: among a hundred wards they are what one looks for.
            first = set(kept) if len(choices) > LONG else set()
            field.choices = [*gone, *sorted(choices.items(), key=lambda choice: choice[0] not in first)]
        queue = self.fields["queue"]
        assert isinstance(queue, forms.ChoiceField)
        queue.choices = [("", "As it is"), *names.queues.items()]

    @property
    def sections(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The parts of what has to be so, those with something in them to be shown open."""
        parts = [
            ("Journeys", ["journeys"]),
            ("Services", ["services"]),
            ("Wards and other areas", ["areas"]),
            ("How it was sent, and the language", ["channels", "languages"]),
            ("Days and times", ["weekdays", "from_time", "to_time", "first_day", "last_day"]),
        ]
        return [(title, [self[name] for name in names]) for title, names in parts]

    @property
    def told(self) -> list[tuple[str, forms.BoundField]]:
        """Who hears of it."""
        return [("Destinations", self["destinations"]), ("Routes", self["routes"])]

    def clean(self) -> dict[str, Any]:
        """A rule that makes sense, or what does not in words."""
        cleaned = super().clean() or {}
        if not self.errors:
            try:
                self._made = self._read(cleaned)
            except ValidationError as refused:
                for error in refused.errors():
                    self.add_error(None, str(error["msg"]).removeprefix("Value error, ") + ".")
        return cleaned

    def rule(self) -> Rule:
        """The rule as it is now."""
        return self._made

    def _read(self, given: dict[str, Any]) -> Rule:
        when: dict[str, Any] = {name: given[name] for name in WHEN}
        when |= {"weekdays": [int(day) for day in given["weekdays"]]}
        when |= {name: given[name] for name in ("from_time", "to_time", "first_day", "last_day")}
        before = self._rule.when if self._rule else When()
        # A condition is about the questions of certain journeys: without any it has nothing to be about.
        when["answers"] = before.answers if given["journeys"] else None
        parts: dict[str, Any] = {
            name: given[name] for name in ("name", "off", "destinations", "routes", "queue", "stop")
        }
        parts |= {"when": when, "instead": given["how"] == INSTEAD}
        if self._rule is not None:
            parts["id"] = self._rule.id
        return Rule.model_validate(parts)


def initial_of(rule: Rule) -> dict[str, Any]:
    """A rule as the form begins with it."""
    found: dict[str, Any] = {name: list(getattr(rule.when, name)) for name in WHEN}
    found |= {name: getattr(rule.when, name) for name in ("from_time", "to_time", "first_day", "last_day")}
    found |= {"weekdays": [str(day) for day in rule.when.weekdays]}
    found |= {name: getattr(rule, name) for name in ("name", "off", "queue", "stop")}
    found |= {name: list(getattr(rule, name)) for name in ("destinations", "routes")}
    return found | {"how": INSTEAD if rule.instead else ALSO}
