"""The few kinds of answers to one question that the conditions of a definition can tell apart."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, pairwise
from math import ceil, floor
from typing import Any

from forms_engine.definition.document import Comparison, DateBound, Group, Number, Operand, Question
from forms_engine.definition.question_types import MOST_ITEMS, QUESTION_TYPE
from forms_engine.definition.reasoning.days import Line

MOST_COMPARISONS = 60  # about one question; with more, nothing is said
MOST_KINDS = 200  # of answers to one question
MOST_OTHER_TICKS = 12
MOST_TICKED_OPTIONS = 6

Truth = bool | None  # None: it may be either


@dataclass(frozen=True, slots=True)
class Cell:
    """One kind of answer, and what each comparison says of it. ``answer`` is one such answer where who built the cell
    has one at hand; ``given`` is false of the one cell that stands for no answer."""

    truths: Mapping[Comparison, Truth]
    answer: Any = None
    given: bool = True

    def says(self, comparison: Comparison) -> Truth:
        """What the comparison is for such an answer."""
        return self.truths.get(comparison)


def no_answer(comparisons: Iterable[Comparison]) -> Cell:
    """The cell of a question that has no answer that counts: every comparison is false but ``"answered": false``."""
    return Cell(
        {one: one.operator == "answered" and one.operand is False for one in comparisons}, given=False
    )


def cells_of(question: Question, comparisons: Iterable[Comparison]) -> list[Cell]:
    """The kinds of valid answers to a question, or more of them than there are, never fewer."""
    asked = list(comparisons)
    if len(asked) > MOST_COMPARISONS:
        return [_open_cell(asked)]
    kind = question.type
    if (QUESTION_TYPE[kind].offers_options and kind != "checkboxes") or kind == "yes_no":
        return _of_choice(question.option_keys, asked)
    if kind == "checkboxes":
        return _of_boxes(question, asked)
    if kind in {"number", "money"}:
        step = Fraction(1, 10 ** (question.decimals if kind == "number" else 0))
        return of_numbers(question.min, question.max, step, asked)
    if kind == "date":
        return _of_days(question, asked)
    if "pattern" in QUESTION_TYPE[kind].parts or kind in {"postcode", "email", "hidden"}:
        return _of_text(asked)
    return [_open_cell(asked)]


def cells_of_group(group: Group, comparisons: Iterable[Comparison]) -> list[Cell]:
    """The numbers of items a group can have. Where a question says how many, any number will do."""
    asked = list(comparisons)
    if len(asked) > MOST_COMPARISONS:
        return [_open_cell(asked)]
    least, most = (0, MOST_ITEMS) if group.count else (group.min, group.max)
    cells = of_numbers(max(least, 1), most, Fraction(1), asked)
    # Whether no items count as an answer is not for here to say.
    return cells if least else [*cells, Cell({one: None for one in asked}, Fraction(0))]


def _open_cell(comparisons: Iterable[Comparison]) -> Cell:
    """Some answer of which nothing is known but that it was given."""
    return Cell(
        {one: one.operand is not False if one.operator == "answered" else None for one in comparisons}
    )


def _answered(comparison: Comparison) -> bool:
    return comparison.operand is not False


def _of_choice(options: frozenset[str], asked: list[Comparison]) -> list[Cell]:
    named = {
        value
        for one in asked
        for value in (one.operand if isinstance(one.operand, tuple) else (one.operand,))
        if isinstance(value, str)
    }
    kinds: list[str | None] = [*sorted(named & options)]
    if len(kinds) > MOST_KINDS:
        return [_open_cell(asked)]
    if len(options) > len(kinds):
        kinds.append(next(iter(sorted(options - named)), None))
    return [Cell({one: _choice_truth(one, option) for one in asked}, option) for option in kinds]


def _choice_truth(one: Comparison, option: str | None) -> Truth:
    operand = one.operand
    match one.operator:
        case "answered":
            return _answered(one)
        case "is" if isinstance(operand, str):
            return operand == option
        case "is_not" if isinstance(operand, str):
            return operand != option
        case "one_of" if isinstance(operand, tuple):
            return option in operand
    return None


def _of_boxes(question: Question, asked: list[Comparison]) -> list[Cell]:
    options = question.option_keys
    named = sorted({str(one.operand) for one in asked if one.operator == "contains"} & options)
    if len(named) > MOST_TICKED_OPTIONS:
        return [_open_cell(asked)]
    alone = {option.key for option in question.options if option.exclusive}
    others = len(options - set(named) - alone)
    least, most = int(question.min or 0), int(question.max or len(options))
    # One of the boxes that are ticked alone, however many are asked for.
    found: set[tuple[tuple[str, ...], int, bool]] = {
        ((key,) if key in named else (), 1, False) for key in alone
    }
    together = [key for key in named if key not in alone]
    for count in range(len(together) + 1):
        for ticked in combinations(together, count):
            for more in range(min(others, MOST_OTHER_TICKS) + 1):
                total = count + more
                beyond = more == MOST_OTHER_TICKS and others > more  # so many others, or any greater number
                if total and total <= most and (total >= least or beyond):
                    found.add((ticked, total, beyond))
    return [
        Cell({one: _box_truth(one, ticked, total, beyond) for one in asked}, (ticked, total))
        for ticked, total, beyond in sorted(found)
    ]


def _box_truth(one: Comparison, ticked: tuple[str, ...], total: int, beyond: bool) -> Truth:
    if one.operator == "answered":
        return _answered(one)
    if one.operator == "contains":
        return one.operand in ticked
    return None if beyond or isinstance(one.operand, str) else _number_truth(one, Fraction(total))


def of_numbers(
    least: Number | None, most: Number | None, step: Fraction, asked: list[Comparison]
) -> list[Cell]:
    """The kinds of numbers on a grid of ``step``, from ``least`` to ``most``: one on and one between all limits."""
    limits = {as_written(value) for one in asked for value in _numbers(one.operand)}
    low = None if least is None else as_written(least)
    high = None if most is None else as_written(most)
    points = sorted(limits | {end for end in (low, high) if end is not None})
    tried = set(points)
    if points:
        tried |= {(ceil(points[0] / step) - 1) * step, (floor(points[-1] / step) + 1) * step}
        tried |= {(floor(a / step) + 1) * step for a in points}
    else:
        tried = {Fraction(0)}
    inside = sorted(
        value
        for value in tried
        if value % step == 0 and (low is None or value >= low) and (high is None or value <= high)
    )
    return [Cell({one: _number_truth(one, value) for one in asked}, value) for value in inside]


def as_written(value: Number) -> Fraction:
    """A number as it stands in the document: 0.1 is a tenth, not the nearest that a computer can hold."""
    return Fraction(str(value))


def _numbers(operand: Operand) -> Iterator[int | float]:
    for value in operand if isinstance(operand, tuple) else (operand,):
        if isinstance(value, int | float) and not isinstance(value, bool):
            yield value


def _number_truth(one: Comparison, value: Fraction) -> Truth:
    if one.operator == "answered":
        return _answered(one)
    limits = [as_written(limit) for limit in _numbers(one.operand)]
    if one.operator == "between" and len(limits) == 2:
        return limits[0] <= value <= limits[1]
    if len(limits) != 1 or isinstance(one.operand, tuple):
        return None
    match one.operator:
        case "is":
            return value == limits[0]
        case "is_not":
            return value != limits[0]
        case "greater_than":
            return value > limits[0]
        case "less_than":
            return value < limits[0]
        case "at_least":
            return value >= limits[0]
        case "at_most":
            return value <= limits[0]
    return None


def _of_days(question: Question, asked: list[Comparison]) -> list[Cell]:
    bounds = [bound for one in asked for bound in _bounds(one.operand)]
    line = Line.through(bounds, question.earliest, question.latest)
    if line is None:
        return [_open_cell(asked)]
    return [Cell({one: _day_truth(one, place, line) for one in asked}) for place in line.places]


def _bounds(operand: Operand) -> Iterator[DateBound]:
    for value in operand if isinstance(operand, tuple) else (operand,):
        if isinstance(value, DateBound):
            yield value


def _day_truth(one: Comparison, place: int, line: Line) -> Truth:
    if one.operator == "answered":
        return _answered(one)
    places = [line.place_of[bound] for bound in _bounds(one.operand)]
    match one.operator, places:
        case "before", [limit]:
            return place < limit
        case "after", [limit]:
            return place > limit
        case "between", [first, last]:
            return first <= place <= last
    return None


def _of_text(asked: list[Comparison]) -> list[Cell]:
    """One kind for every text that is named, and one for all others. Two that differ only in how they are written may
    be the same answer in the end: then nothing is said."""
    named = {
        value
        for one in asked
        if one.operator in {"is", "is_not", "one_of"}
        for value in (one.operand if isinstance(one.operand, tuple) else (one.operand,))
        if isinstance(value, str)
    }
    if len(named) > MOST_KINDS or len({"".join(value.split()).casefold() for value in named}) < len(named):
        return [_open_cell(asked)]
    kinds: list[str | None] = [*sorted(named), None]
    return [Cell({one: _choice_truth(one, value) for one in asked}, value) for value in kinds]


def differ(cells: list[Cell]) -> bool:
    """Whether any comparison can tell two of the cells apart."""
    return any(first.truths != second.truths for first, second in pairwise(cells))
