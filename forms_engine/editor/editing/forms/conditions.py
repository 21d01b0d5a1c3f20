"""A condition as rows: what it looks at, how, and with what. One level at a time; what nests is a row that opens."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms.formsets import BaseFormSet, formset_factory

from forms_engine.editor.editing.changes.finding import Part, copied
from forms_engine.editor.editing.forms.bounds import number_of
from forms_engine.editor.editing.forms.operators import NOT_ANSWERED, operator_choices, value_fields
from forms_engine.editor.editing.sentences import GROUP, Subject, name_of, sentence

ALWAYS, ALL, ANY = "always", "all", "any"
NAMED = "condition:"


class RowForm(forms.Form):
    """One row. Which operators and what value it takes follow from what it looks at."""

    keep = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        known: Mapping[str, Subject],
        choices: list[Any],
        parts: list[Any],
        **kwargs: Any,
    ) -> None:
        """``choices``: what a row can look at; ``parts``: the condition's parts as they are, for rows that keep one."""
        super().__init__(*args, **kwargs)
        self.known, self.parts = known, parts
        self.nested = self._value("keep")
        self.inner: Part | None = None
        if self.nested not in {None, ""}:
            number = int(self.nested) if str(self.nested).isdecimal() else -1
            self.inner = parts[number] if 0 <= number < len(parts) else None
            self.number = number
            return
        self.fields["negate"] = forms.ChoiceField(
            label="Is it so?", choices=[("", "it is so that"), ("not", "it is not so that")], required=False
        )
        self.fields["subject"] = forms.ChoiceField(
            label="Question", choices=[("", "Choose a question"), *choices], required=False
        )
        chosen = str(self._value("subject") or "")
        self.is_named = chosen.startswith(NAMED)
        self.subject = known.get(chosen)
        if self.subject is not None:
            self._fields_for(self.subject)

    def _value(self, name: str) -> Any:
        """What is typed for a field, or what it began with."""
        return (
            self.data.get(self.add_prefix(name))
            if self.is_bound
            else self.get_initial_for_field(forms.Field(), name)
        )

    def _fields_for(self, subject: Subject) -> None:
        operators = operator_choices(subject)
        names = [name for name, _words in operators]
        self.fields["operator"] = forms.ChoiceField(label="How it compares", choices=operators)
        operator = str(self._value("operator") or "")
        if operator not in names:
            operator = names[0]
        for name, field in value_fields(subject, operator).items():
            self.fields[name] = field

    @property
    def words(self) -> str:
        """What a nested row says."""
        return sentence(self.inner, self.known)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was chosen."""
        return not self.cleaned_data.get("subject") and self.inner is None

    def clean(self) -> dict[str, Any]:
        """A row that keeps a part needs the part to be there."""
        cleaned = super().clean() or {}
        if self.nested not in {None, ""} and self.inner is None:
            raise forms.ValidationError("This part is not there any more.")
        return cleaned

    def condition(self) -> Part:
        """The row as a condition."""
        if self.inner is not None:
            return copied(self.inner)
        given = self.cleaned_data
        if self.is_named:
            found: Part = {"condition": given["subject"].removeprefix(NAMED)}
        else:
            found = {"question": given["subject"], **self._comparison(given)}
        return {"not": found} if given["negate"] else found

    def _comparison(self, given: Mapping[str, Any]) -> Part:
        operator = given["operator"]
        if operator in {"answered", NOT_ANSWERED}:
            return {"answered": operator == "answered"}
        if operator == "between":
            return {"between": [given["value"], given["end"]]}
        value = given["value"]
        return {operator: number_of(value) if isinstance(value, float) else value}


class _Rows(BaseFormSet):
    """Rows of one level."""


class ConditionForm(forms.Form):
    """One level of a condition. ``condition()`` gives it back; None where there is none."""

    def __init__(
        self,
        data: Any = None,
        *,
        before: Any,
        known: Mapping[str, Subject],
        choices: list[Any],
        needed: bool = False,
    ) -> None:
        """``needed``: there has to be a condition (a concession's), so “always” is not offered."""
        join, parts = taken_apart(before)
        if needed and join == ALWAYS:
            join = ALL
        super().__init__(data, initial={"join": join})
        joins = [(ALL, "when all of these hold"), (ANY, "when any of these holds")]
        self.fields["join"] = forms.ChoiceField(
            label="When", choices=joins if needed else [(ALWAYS, "always"), *joins], widget=forms.RadioSelect
        )
        rows = formset_factory(RowForm, formset=_Rows, extra=0, can_delete=True, max_num=100)
        initial = [_initial(part, number, known) for number, part in enumerate(parts)]
        self.rows = rows(
            data,
            prefix="rows",
            initial=initial or [{}],
            form_kwargs={"known": known, "choices": choices, "parts": parts},
        )

    def is_valid(self) -> bool:
        """Whether every row will do."""
        return bool(super().is_valid() and self.rows.is_valid())

    def condition(self) -> Part | None:
        """The condition as it is now."""
        if self.cleaned_data["join"] == ALWAYS:
            return None
        going = {id(form) for form in self.rows.deleted_forms}
        parts = [form.condition() for form in self.rows.forms if id(form) not in going and not form.is_empty]
        if len(parts) == 1:
            return parts[0]
        return {self.cleaned_data["join"]: parts} if parts else None


def taken_apart(condition: Any) -> tuple[str, list[Any]]:
    """How one level of a condition joins its parts, and the parts."""
    if not isinstance(condition, dict) or not condition:
        return ALWAYS, []
    for join in (ALL, ANY):
        if isinstance(condition.get(join), list):
            return join, list(condition[join])
    return ALL, [condition]


def _initial(part: Any, number: int, known: Mapping[str, Subject]) -> dict[str, Any]:
    """A row's beginnings: its own fields where it is a comparison that they can show, the part kept where not."""
    negate, leaf = (
        ("not", part["not"]) if isinstance(part, dict) and isinstance(part.get("not"), dict) else ("", part)
    )
    if isinstance(leaf, dict) and isinstance(leaf.get("condition"), str):
        return {"negate": negate, "subject": NAMED + leaf["condition"]}
    subject = (
        known.get(leaf["question"])
        if isinstance(leaf, dict) and isinstance(leaf.get("question"), str)
        else None
    )
    operator = next((word for word in leaf if word != "question"), "") if subject else ""
    if subject is None or operator not in dict(operator_choices(subject)):
        return {"keep": number}
    value = leaf[operator]
    found = {"negate": negate, "subject": subject.key, "operator": operator, "value": value}
    if operator == "answered" and value is False:
        found["operator"] = NOT_ANSWERED
    if operator == "between":
        if not isinstance(value, list) or len(value) != 2:
            return {"keep": number}
        found |= {"value": value[0], "end": value[1]}
    if subject.type == "declaration" and operator in {"is", "is_not"}:
        found["value"] = "yes" if value else ""
    return found


def subject_choices(known: Mapping[str, Subject], conditions: list[str], *, before: int | None) -> list[Any]:
    """What a row can look at: the questions asked before a page (all of them with None), under their pages, and the
    named conditions."""
    by_page: dict[str, list[tuple[str, str]]] = {}
    for subject in known.values():
        if before is None or subject.place < before:
            label = f"How many: {subject.label}" if subject.type == GROUP else subject.label
            by_page.setdefault(subject.page or "Untitled page", []).append((subject.key, label[:100]))
    found: list[Any] = list(by_page.items())
    if conditions:
        found.append(("Named conditions", [(NAMED + key, name_of(key)) for key in conditions]))
    return found
