"""Days and amounts as people give them: a fixed day or a time from today, pounds for pence."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

NONE, DAY, DISTANCE = "", "day", "distance"
BEFORE, AFTER = "before", "after"
UNITS = ("years", "months", "days")


class BoundWidget(forms.MultiWidget):
    """Which kind, the day, the distance, and which way from today."""

    template_name = "editor/editing/widgets/bound.html"
    use_fieldset = True

    def __init__(self, nothing: str) -> None:
        def count(name: str) -> forms.NumberInput:
            return forms.NumberInput(
                {"aria-label": name.capitalize(), "inputmode": "numeric", "class": "gh-short"}
            )

        kinds = [(NONE, nothing), (DAY, "A fixed day"), (DISTANCE, "Counted from today")]
        super().__init__(
            {
                "kind": forms.Select({"aria-label": "What kind of day"}, choices=kinds),
                "day": forms.DateInput({"type": "date", "aria-label": "Day"}, format="%Y-%m-%d"),
                **{unit: count(unit) for unit in UNITS},
                "way": forms.Select(
                    {"aria-label": "Before or after today"},
                    choices=[(BEFORE, "before today"), (AFTER, "after today")],
                ),
            }
        )

    def decompress(self, value: Any) -> list[Any]:
        """The parts of a bound as written in a document."""
        if isinstance(value, str) and value:
            return [DAY, value, None, None, None, BEFORE]
        if isinstance(value, Mapping):
            amounts = [amount if isinstance(amount := value.get(unit), int) else 0 for unit in UNITS]
            way = BEFORE if next((one for one in amounts if one), 1) < 0 else AFTER
            sign = -1 if way == BEFORE else 1
            return [DISTANCE, None, *(sign * one or None for one in amounts), way]
        return [NONE, None, None, None, None, BEFORE]


class BoundField(forms.MultiValueField):
    """A bound of the journey language: a day, a distance from today, or None."""

    def __init__(self, *, nothing: str = "No limit", **kwargs: Any) -> None:
        self.wanted = bool(kwargs.pop("required", False))

        def count() -> forms.IntegerField:
            return forms.IntegerField(required=False, min_value=-100_000, max_value=100_000)

        super().__init__(
            fields=[
                forms.ChoiceField(choices=[(one, one) for one in (NONE, DAY, DISTANCE)], required=False),
                forms.DateField(required=False, input_formats=["%Y-%m-%d"]),
                *(count() for _unit in UNITS),
                forms.ChoiceField(choices=[(BEFORE, BEFORE), (AFTER, AFTER)], required=False),
            ],
            widget=BoundWidget(nothing),
            require_all_fields=False,
            required=False,
            **kwargs,
        )

    def compress(self, data_list: list[Any]) -> Any:
        """A day as ISO 8601, a distance as an object, or None."""
        kind, day, years, months, days, way = data_list or [NONE, None, None, None, None, BEFORE]
        if kind == DAY:
            if day is None:
                raise ValidationError("Choose the day.", code="required")
            return day.isoformat()
        if kind == DISTANCE:
            sign = -1 if way == BEFORE else 1
            found = {
                unit: sign * amount
                for unit, amount in zip(UNITS, (years, months, days), strict=True)
                if amount
            }
            return found or {"days": 0}
        if self.wanted:
            raise ValidationError("Choose a day.", code="required")
        return None

    def clean(self, value: Any) -> Any:
        """As ``compress``; a field with nothing in it at all too."""
        cleaned = super().clean(value)
        return self.compress([]) if cleaned is None and self.wanted else cleaned


class PoundsField(forms.DecimalField):
    """Pounds and pence for people, pence for the document."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("min_value", 0)
        widget = forms.NumberInput({"step": "0.01", "inputmode": "decimal", "class": "gh-short"})
        super().__init__(max_digits=10, decimal_places=2, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Pence as pounds; what was typed stays as it is."""
        if isinstance(value, int) and not isinstance(value, bool):
            return f"{Decimal(value) / 100:.2f}"
        return value

    def clean(self, value: Any) -> int | None:
        """Whole pence, or None."""
        pounds = super().clean(value)
        return None if pounds is None else int(pounds * 100)


def number_of(value: float | None) -> int | float | None:
    """A number as a document writes it: whole where it is."""
    return int(value) if value is not None and value == int(value) else value
