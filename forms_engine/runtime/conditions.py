"""Whether a condition holds for the answers that count."""

from datetime import date

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
from forms_engine.runtime.dates import read_date, resolve
from forms_engine.runtime.values import Answers, is_blank


def holds(condition: Condition, definition: Definition, answers: Answers, today: date) -> bool:
    """Whether ``condition`` is true. ``answers`` holds only those that count (none of an abandoned branch).

    A named condition is looked up each time, so the order of declaration never matters; a published definition
    has no cycles (``check_definition`` refuses them).
    """
    match condition:
        case All(parts):
            return all(holds(part, definition, answers, today) for part in parts)
        case AnyOf(parts):
            return any(holds(part, definition, answers, today) for part in parts)
        case Not(part):
            return not holds(part, definition, answers, today)
        case Named(name):
            return holds(definition.conditions[name], definition, answers, today)
        case Comparison():
            return _compare(condition, answers, today)
    raise TypeError(f"{type(condition).__name__} is not a condition")


def _compare(leaf: Comparison, answers: Answers, today: date) -> bool:
    answer = answers.get(leaf.question)
    blank = is_blank(answer)
    if leaf.operator == "answered":
        return blank != bool(leaf.operand)
    if blank:
        return False
    match leaf.operator:
        case "is":
            return bool(answer == leaf.operand)
        case "is_not":
            return bool(answer != leaf.operand)
        case "one_of":
            return isinstance(leaf.operand, tuple) and answer in leaf.operand
        case "contains":
            return isinstance(answer, list | str) and leaf.operand in answer
        case "greater_than" | "less_than":
            return _compare_numbers(leaf, answer)
        case "before" | "after":
            day = read_date(answer)
            if day is None or not isinstance(leaf.operand, DateBound):
                return False
            bound = resolve(leaf.operand, today)
            return day < bound if leaf.operator == "before" else day > bound
    raise ValueError(f"{leaf.operator} is not an operator")


def _compare_numbers(leaf: Comparison, answer: object) -> bool:
    try:
        number = float(answer)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        return False
    if not isinstance(leaf.operand, int | float):
        return False
    return number > leaf.operand if leaf.operator == "greater_than" else number < leaf.operand
