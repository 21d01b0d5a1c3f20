"""How a condition can compare, and the fields that hold what it compares with."""

from typing import Any

from django import forms

from forms_engine.definition.document import NO_TEXT, Question
from forms_engine.definition.lint.conditions import operators_for
from forms_engine.editor.editing.forms.bounds import BoundField, PoundsField, number_of
from forms_engine.editor.editing.sentences import GROUP, Subject

# What an operator is called, and what the row says it with.
OPERATOR_WORDS: dict[str, str] = {
    "is": "is",
    "is_not": "is not",
    "one_of": "is one of",
    "contains": "contains",
    "greater_than": "is more than",
    "less_than": "is less than",
    "at_least": "is at least",
    "at_most": "is at most",
    "between": "is between",
    "before": "is before",
    "after": "is after",
    "matches": "fits the pattern",
    "answered": "is answered",
}
NOT_ANSWERED = "not_answered"
_DATES = frozenset({"date", "month_year"})
_NUMBERS = frozenset({"number", "money", GROUP})
_COUNTS = frozenset({"greater_than", "less_than", "at_least", "at_most", "between"})


def operator_choices(subject: Subject | None) -> list[tuple[str, str]]:
    """The operators that fit what is looked at, in the linter's own judgement."""
    if subject is None:
        return []
    question = None if subject.type == GROUP else Question(subject.key, subject.type, NO_TEXT)
    found = [(one, _worded(one, subject.type)) for one in operators_for(question)]
    return [*found, (NOT_ANSWERED, "is not answered")]


def _worded(operator: str, kind: str) -> str:
    if kind == "checkboxes":
        if operator == "contains":
            return "include"
        if operator in _COUNTS:
            return f"number ticked {OPERATOR_WORDS[operator]}"
    return OPERATOR_WORDS[operator]


class _LinesField(forms.CharField):
    """Texts, one a line."""

    widget = forms.Textarea(attrs={"rows": 3})

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(map(str, value)) if isinstance(value, list | tuple) else value

    def clean(self, value: Any) -> list[str]:
        """The lines that say something."""
        return [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]


class _TickedField(forms.ChoiceField):
    def clean(self, value: Any) -> bool:
        return super().clean(value) == "yes"


class _NumberField(forms.FloatField):
    def clean(self, value: Any) -> int | float | None:
        return number_of(super().clean(value))


def value_fields(subject: Subject, operator: str) -> dict[str, forms.Field]:
    """The fields that hold what is compared with: none, one, or two."""
    if operator in {"answered", NOT_ANSWERED}:
        return {}

    def one(label: str) -> forms.Field:
        if subject.type in _DATES:
            if operator in {"is", "is_not"}:
                return forms.CharField(label=label, max_length=10, help_text="Such as 2027-03-31")
            return BoundField(label=label, nothing="Choose", required=True)
        if subject.type == "money":
            return PoundsField(label=label)
        if subject.type in _NUMBERS or (subject.type == "checkboxes" and operator in _COUNTS):
            return _NumberField(label=label, widget=forms.NumberInput({"step": "any", "class": "gh-short"}))
        if subject.type == "declaration":
            return _TickedField(label=label, choices=[("yes", "ticked"), ("", "not ticked")], required=False)
        return forms.CharField(label=label, max_length=2_000)

    if subject.options and operator in {"is", "is_not", "contains"}:
        return {
            "value": forms.ChoiceField(
                label="Answer", choices=[("", "Choose an answer"), *subject.options.items()]
            )
        }
    if subject.options and operator == "one_of":
        widget = forms.CheckboxSelectMultiple if len(subject.options) <= 12 else forms.SelectMultiple
        return {
            "value": forms.MultipleChoiceField(
                label="Answers", choices=list(subject.options.items()), widget=widget
            )
        }
    if operator == "one_of":
        return {"value": _LinesField(label="Answers, one a line")}
    if operator == "between":
        return {"value": one("From"), "end": one("To")}
    return {"value": one("Answer")}
