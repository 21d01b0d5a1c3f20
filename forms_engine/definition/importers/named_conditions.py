"""The conditions a form declares: XGov's expressions, version 1's objects, and DEFRA's version 2 items."""

from typing import Any

from forms_engine.definition.document import Condition
from forms_engine.definition.importers.conditions import Translator
from forms_engine.definition.importers.expressions import (
    Combined,
    Compared,
    Distance,
    Name,
    NotUnderstood,
    Tree,
    Value,
)
from forms_engine.definition.importers.form import Object, SourceForm
from forms_engine.definition.importers.keys import Keys, slug, slug_of_name
from forms_engine.definition.importers.lists import Lists, value_text
from forms_engine.definition.importers.logic import NEVER
from forms_engine.definition.importers.notes import Notes
from forms_engine.definition.importers.questions import Questions

DEEPEST_GROUP = 12
# What a condition says of the question and the value for its own designer only.
READ = frozenset({"id", "name", "displayName", "value", "items", "coordinator"})

_PLAIN = {
    "is": "==",
    "is not": "!=",
    "is before": "<",
    "is after": ">",
    "is at least": ">=",
    "is at most": "<=",
    "is less than": "<",
    "is more than": ">",
}
_LENGTHS = {"is longer than": ">", "is shorter than": "<", "has length": "=="}
# "At least 18 years in the past" is on or before that day.
_PAST = {"is at least": "<=", "is at most": ">=", "is less than": ">", "is more than": "<"}


class NamedConditions:
    """Every declared condition under our key; ``keys`` has ours by the source's names and ids."""

    def __init__(self, form: SourceForm, questions: Questions, lists: Lists, notes: Notes) -> None:
        self.keys: dict[str, str] = {}
        self.conditions: dict[str, Condition] = {}
        self.own = Keys()
        self.kept: Object = {}
        self._lists, self._notes = lists, notes
        self.translator = Translator(questions, self.keys)
        declared = [(self._key(source), source) for source in form.conditions]
        for key, source in declared:
            self._read(key, source)

    def reference(self, value: Any, place: str) -> Condition | None:
        """The condition that a link, page or block names; None where it names none. One that is not declared never holds,
        as in the source, and is reported."""
        reference = value_text(value)
        if not reference:
            return None
        try:
            return self.translator.named(reference)
        except NotUnderstood as fault:
            self._notes.error("missing-condition", place, f"Add the condition or choose another: {fault}.")
            return NEVER

    def _key(self, source: Object) -> str:
        shown, name = value_text(source.get("displayName")), value_text(source.get("name"))
        inner = source.get("value")
        if not shown and isinstance(inner, dict):
            shown = value_text(inner.get("name"))
        key = self.own.new(
            slug_of_name(shown) if shown == name else slug(shown), slug_of_name(name), otherwise="condition"
        )
        for reference in (name, value_text(source.get("id"))):
            if reference:
                self.keys.setdefault(reference, key)
        return key

    def _read(self, key: str, source: Object) -> None:
        try:
            inner = source.get("value")
            if isinstance(inner, str):
                self.conditions[key] = self.translator.expression(inner)
            else:
                items = source.get("items") if "items" in source else None
                if items is None:
                    items = inner.get("conditions") if isinstance(inner, dict) else None
                coordinator = value_text(source.get("coordinator")).lower()
                self.conditions[key] = self.translator.condition(self._joined(items, coordinator, 0))
            left = {name: part for name, part in source.items() if name not in READ}
        except NotUnderstood as fault:
            self.conditions[key] = NEVER
            self._notes.error(
                "condition-not-understood",
                f"condition {key}",
                f"Write this condition again, it now never holds: {fault}.",
            )
            left = source
        if left:
            self.kept[key] = left

    def _joined(self, parts: Any, coordinator: str, depth: int) -> Tree:
        """Conditions joined by the coordinator of each but the first, "and" binding closer than "or"."""
        if not isinstance(parts, list) or not parts or not all(isinstance(part, dict) for part in parts):
            raise NotUnderstood("it says nothing")
        if depth > DEEPEST_GROUP:
            raise NotUnderstood("it nests too deep")
        either: list[list[Tree]] = [[]]
        for number, part in enumerate(parts):
            word = (coordinator or _coordinator(part)) if number else ""
            if word not in {"", "and", "or"}:
                raise NotUnderstood(f"“{word[:20]}” joins no conditions")
            if word == "or":
                either.append([])
            either[-1].append(self._part(part, depth))
        return Combined("or", tuple(Combined("and", tuple(both)) for both in either))

    def _part(self, part: Object, depth: int) -> Tree:
        if "conditions" in part:
            return self._joined(part["conditions"], "", depth + 1)
        for name in ("conditionName", "conditionId"):
            if name in part:
                return Name(self._declared(value_text(part[name])))
        field = part.get("field")
        called = value_text(part.get("componentId")) or value_text(
            field.get("name") if isinstance(field, dict) else field
        )
        if not called:
            raise NotUnderstood("it names no question")
        return self._compared(called, value_text(part.get("operator")).strip().lower(), part)

    def _declared(self, reference: str) -> str:
        if reference not in self.keys:
            raise NotUnderstood(f"there is no condition “{reference[:60]}”")
        return reference

    def _compared(self, called: str, operator: str, part: Object) -> Tree:
        value, past = self._value(part)
        if isinstance(value, Distance):
            sign = (_PAST if past else _PLAIN).get(operator) or _PLAIN.get(operator)
            if sign is None:
                raise NotUnderstood(f"“{operator[:40]}” compares no days")
            return Compared(Name(called), sign, value)
        if operator in _LENGTHS:
            return Compared(Name(called, length=True), _LENGTHS[operator], value)
        if operator == "contains":
            return Compared(Name(called), "in", value)
        if operator == "does not contain":
            return Combined("not", (Compared(Name(called), "in", value),))
        if operator not in _PLAIN:
            raise NotUnderstood(f"“{operator[:40]}” is no comparison")
        return Compared(Name(called), _PLAIN[operator], value)

    def _value(self, part: Object) -> tuple[Value, bool]:
        """What is compared with, and whether it is a distance into the past."""
        value, kind = part.get("value"), value_text(part.get("type"))
        if not isinstance(value, dict):
            return value_text(value), False
        kind = kind or value_text(value.get("type"))
        if "itemId" in value:
            said = self._lists.value_of(value_text(value.get("listId")), value_text(value["itemId"]))
            if said is None:
                raise NotUnderstood("the list has no such item")
            return said, False
        if kind in {"RelativeDate", "RelativeTime"} or "direction" in value:
            return self._distance(value)
        return value_text(value.get("value")), False

    def _distance(self, value: Object) -> tuple[Value, bool]:
        number = value_text(value.get("period") if "period" in value else value.get("timePeriod"))
        unit = value_text(value.get("unit") or value.get("timeUnit"))
        if not number.isdigit() or len(number) > 6 or value.get("timeOnly") is True:
            raise NotUnderstood("the distance from today is not in whole days, months or years")
        past = "past" in value_text(value.get("direction"))
        return Distance(-int(number) if past else int(number), unit), past


def _coordinator(part: Object) -> str:
    """The word before a part: its own, or that of a group's first condition. Where there is none, "and"."""
    for _ in range(DEEPEST_GROUP):
        if part.get("coordinator"):
            return value_text(part["coordinator"]).strip().lower()
        inner = part.get("conditions")
        if not isinstance(inner, list) or not inner or not isinstance(inner[0], dict):
            break
        part = inner[0]
    return "and"
