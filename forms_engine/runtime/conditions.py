"""Whether a condition holds for the answers that count."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from forms_engine.definition.document import (
    All,
    AnyOf,
    Comparison,
    Condition,
    DateBound,
    Definition,
    Named,
    Not,
)
from forms_engine.definition.patterns import matches
from forms_engine.runtime.dates import month_of, read_date, read_month, resolve
from forms_engine.runtime.numbers import read_number
from forms_engine.runtime.values import Answers, is_blank

_NUMBERS: dict[str, Callable[[Any, Any], bool]] = {
    "greater_than": lambda number, bound: number > bound,
    "less_than": lambda number, bound: number < bound,
    "at_least": lambda number, bound: number >= bound,
    "at_most": lambda number, bound: number <= bound,
}


# Levels that a condition may have with those it names. The linter refuses fewer; beyond this one is false, so that a
# draft that nobody has looked at ends an evaluation as little as an answer does.
DEEPEST = 150


class Conditions:
    """The conditions of one definition on one day, for one evaluation.

    Answers given to ``holds`` only ever grow, page by page. The value of a named condition is remembered as soon as the
    pages it is about have been passed, so that conditions made of conditions cost no more than their parts, however
    they are made of each other.
    """

    def __init__(self, definition: Definition, today: date) -> None:
        self._definition, self._today = definition, today
        self._settled: dict[str, bool] = {}
        self._depth = 0
        self._groups = definition.group_of
        # What was looked up so far: grows with the answers.
        self.facts: dict[str, Any] = {}

    def holds(self, condition: Condition, answers: Answers, place: int, item: Answers | None = None) -> bool:
        """Whether ``condition`` is true. ``answers`` holds only those that count; ``place`` is the number of pages and
        groups passed; ``item`` the answers of the item that is being asked for, inside a group."""
        return self._part(condition, answers, place, item, {})

    def _part(
        self, part: Condition, answers: Answers, place: int, item: Answers | None, seen: dict[str, bool]
    ) -> bool:
        kind = type(part)
        if kind is Comparison:
            return self._compare(part, answers, item)  # type: ignore[arg-type]
        if self._depth >= DEEPEST:
            return False
        self._depth += 1
        try:
            return self._composed(part, answers, place, item, seen)
        finally:
            self._depth -= 1

    def _composed(
        self, part: Condition, answers: Answers, place: int, item: Answers | None, seen: dict[str, bool]
    ) -> bool:
        kind = type(part)
        if kind is All:
            return all(self._part(one, answers, place, item, seen) for one in part.parts)  # type: ignore[union-attr]
        if kind is AnyOf:
            return any(self._part(one, answers, place, item, seen) for one in part.parts)  # type: ignore[union-attr]
        if kind is Not:
            return not self._part(part.part, answers, place, item, seen)  # type: ignore[union-attr]
        if kind is not Named:
            raise TypeError(f"{kind.__name__} is not a condition")
        name = part.condition  # type: ignore[union-attr]
        value = self._settled.get(name, seen.get(name))
        if value is None:
            # A draft may name a condition that is not there, or one that goes round in a circle: false.
            seen[name] = False
            named = self._definition.conditions.get(name)
            value = named is not None and self._part(named, answers, place, item, seen)
            if self._definition.settled_at.get(name, -1) < place:
                self._settled[name] = value
            else:
                seen[name] = value
        return value

    def _compare(self, leaf: Comparison, answers: Answers, item: Answers | None) -> bool:
        group = self._groups.get(leaf.question)
        if group is None:
            answer = answers.get(leaf.question)
            if answer is None:
                answer = self.facts.get(leaf.question)
            if leaf.question in self._definition.groups:
                # About a group itself: the number of its items.
                answer = len(answer) if answer else None
            return compare(leaf, answer, self._today)
        if item is not None and group == item.get(GROUP):
            return compare(leaf, item.get(leaf.question), self._today)
        given = [one.get(leaf.question) for one in answers.get(group, ())]
        if leaf.operator == "answered" and not leaf.operand:
            return all(is_blank(answer) for answer in given)
        return any(compare(leaf, answer, self._today) for answer in given)


# Where an item's answers say which group they belong to; no key of ours has a colon.
GROUP = "group:"


def compare(leaf: Comparison, answer: Any, today: date) -> bool:
    """Whether one answer (in canonical form) is what a comparison wants. False for no answer, except for ``answered``
    with a false operand."""
    operator, operand = leaf.operator, leaf.operand
    blank = is_blank(answer)
    if operator == "answered":
        return blank != bool(operand)
    if blank:
        return False
    match operator:
        case "is":
            return _same(answer, operand)
        case "is_not":
            return not _same(answer, operand)
        case "one_of":
            return isinstance(operand, tuple) and any(_same(answer, one) for one in operand)
        case "contains":
            return isinstance(answer, list | str) and operand in answer
        case "greater_than" | "less_than" | "at_least" | "at_most":
            number = _number(answer)
            return number is not None and _NUMBERS[operator](number, operand)
        case "before" | "after":
            day = _day(answer)
            if day is None or not isinstance(operand, DateBound):
                return False
            bound = _bound(operand, answer, today)
            return day < bound if operator == "before" else day > bound
        case "between":
            return _between(answer, operand, today)
        case "matches":
            return isinstance(answer, str) and isinstance(operand, str) and matches(operand, answer)
    raise ValueError(f"{operator} is not an operator")


def _same(answer: Any, operand: Any) -> bool:
    """Equal; a declaration's true is "yes" too, and a number is the same number written as text."""
    if isinstance(answer, bool) or isinstance(operand, bool):
        return (answer is True) == (operand is True or operand == "yes")
    if isinstance(answer, int | float) and isinstance(operand, str):
        return read_number(operand) == read_number(answer)
    return bool(answer == operand)


def _number(answer: Any) -> Any:
    """A number to compare with: how many, for a list."""
    if isinstance(answer, list):
        return len(answer)
    number = read_number(answer)
    return None if number is None else float(number)


def _day(answer: Any) -> date | None:
    return read_date(answer) or read_month(answer)


def _bound(bound: DateBound, answer: Any, today: date) -> date:
    """The day a bound means; for a month and year, the first of its month."""
    day = resolve(bound, today)
    return month_of(day) if read_date(answer) is None else day


def _between(answer: Any, ends: Any, today: date) -> bool:
    if not isinstance(ends, tuple) or len(ends) != 2:
        return False
    low, high = ends
    if isinstance(low, DateBound) and isinstance(high, DateBound):
        day = _day(answer)
        return day is not None and _bound(low, answer, today) <= day <= _bound(high, answer, today)
    number = _number(answer)
    return number is not None and bool(low <= number <= high)


def holds(
    condition: Condition,
    definition: Definition,
    answers: Mapping[str, Any],
    today: date,
    facts: Mapping[str, Any] | None = None,
) -> bool:
    """Whether ``condition`` holds once everything has been answered and looked up."""
    conditions = Conditions(definition, today)
    conditions.facts.update(facts or {})
    return conditions.holds(condition, answers, len(definition.pages))
