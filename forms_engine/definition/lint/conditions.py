"""Rules about conditions: what they look at, when that is asked, and whether the comparison makes sense."""

from collections.abc import Iterator

from forms_engine.definition.document import (
    DATE_OPERATORS,
    NUMBER_OPERATORS,
    Comparison,
    Condition,
    Content,
    DateBound,
    Named,
    Question,
    leaves,
)
from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.question_types import QUESTION_TYPE
from forms_engine.definition.reasoning.days import surely_before
from forms_engine.definition.reasoning.outline import DEEPEST, END, LONGEST, Outline, Spot
from forms_engine.definition.reasoning.search import Answerable, Wish

TEXT_TYPES = frozenset(
    {
        "short_text", "long_text", "email", "phone", "website", "postcode", "national_insurance",
        "vehicle_registration", "signature", "hidden", "time",
    }
)  # fmt: skip
ONE_CHOICE_TYPES = frozenset({"yes_no", "radios", "select", "autocomplete"})
NUMBER_TYPES = frozenset({"number", "money"})
DATE_TYPES = frozenset({"date", "month_year"})


def operators_for(question: Question | None) -> tuple[str, ...]:
    """The operators that make sense for a question, or (None) for a group's number of items."""
    numeric = ("is", "is_not", "one_of", *NUMBER_OPERATORS, "between", "answered")
    if question is None or question.type in NUMBER_TYPES:
        return numeric
    if question.type in ONE_CHOICE_TYPES:
        return ("is", "is_not", "one_of", "answered")
    if question.type == "checkboxes":
        return ("contains", *NUMBER_OPERATORS, "between", "answered")
    if question.type in DATE_TYPES:
        return ("is", "is_not", *DATE_OPERATORS, "between", "answered")
    if question.type in TEXT_TYPES:
        return ("is", "is_not", "one_of", "contains", "matches", "answered")
    return ("answered",) if question.type != "declaration" else ("answered", "is", "is_not")


def every_condition(survey: Survey) -> Iterator[tuple[str, Condition]]:
    """Every condition once, with its place: the named ones, then those that stand somewhere."""
    for name, condition in survey.definition.conditions.items():
        yield f"condition {name}", condition
    for standing in survey.outline.standing:
        yield standing.place, standing.condition


def every_comparison(survey: Survey) -> Iterator[tuple[str, Comparison, Question | None]]:
    """Every comparison with its place and its question (None: a group's number of items); those about a question that
    does not exist are left out."""
    for place, condition in every_condition(survey):
        for leaf in leaves(condition):
            if isinstance(leaf, Comparison):
                question = survey.outline.questions.get(leaf.question)
                if question or leaf.question in survey.outline.groups:
                    yield place, leaf, question


@rule("wrong-operator", "error", "A comparison that makes no sense for the type of its question.")
def wrong_operator(survey: Survey) -> Iterator[Fault]:
    for place, leaf, question in every_comparison(survey):
        fitting = operators_for(question)
        if leaf.operator not in fitting:
            what = f"a {QUESTION_TYPE[question.type].name.lower()} question" if question else "a group"
            yield (
                place,
                f"Do not compare “{leaf.question}” with {leaf.operator}: it is {what}, which takes "
                f"{', '.join(fitting)}.",
            )


@rule("wrong-value", "error", "A comparison with a value that no answer of its question can be.")
def wrong_value(survey: Survey) -> Iterator[Fault]:
    for place, leaf, question in every_comparison(survey):
        if leaf.operator not in operators_for(question):
            continue
        wanted = _wanted(leaf, question)
        if wanted:
            yield place, f"Compare “{leaf.question}” with {wanted} here."


def _wanted(leaf: Comparison, question: Question | None) -> str:
    """What a comparison should be with, where it is with something else."""
    operand = leaf.operand
    if leaf.operator == "between":
        days = isinstance(operand, tuple) and isinstance(operand[0], DateBound)
        if question and question.type in DATE_TYPES:
            return "" if days else "two days"
        return "two numbers" if days else ""
    if leaf.operator == "one_of" and isinstance(operand, tuple):
        numeric = question is None or question.type in NUMBER_TYPES
        return "" if not numeric or all(map(_is_number, operand)) else "numbers (of pence, for money)"
    if leaf.operator not in {"is", "is_not"}:
        return ""
    if question is None or question.type in NUMBER_TYPES:
        return "" if _is_number(operand) else "a number (of pence, for money)"
    if question.type == "declaration":
        return "" if isinstance(operand, bool) else "true or false"
    return "" if isinstance(operand, str) else "a text"


def _is_number(operand: object) -> bool:
    if isinstance(operand, str):
        return operand.lstrip("-").replace(".", "", 1).isdecimal()
    return isinstance(operand, int | float) and not isinstance(operand, bool)


@rule("reversed-ends", "error", "The two ends of `between` are the wrong way round.")
def reversed_ends(survey: Survey) -> Iterator[Fault]:
    for place, leaf, _question in every_comparison(survey):
        if leaf.operator != "between" or not isinstance(leaf.operand, tuple) or len(leaf.operand) != 2:
            continue
        first, last = leaf.operand
        if isinstance(first, DateBound) and isinstance(last, DateBound):
            wrong = surely_before(last, first)
        else:
            wrong = isinstance(first, int | float) and isinstance(last, int | float) and first > last
        if wrong:
            yield place, f"Turn the two ends round: nothing is between them for “{leaf.question}”."


@rule("cycle", "error", "Conditions that depend on each other in a circle.")
def cycle(survey: Survey) -> Iterator[Fault]:
    conditions = survey.definition.conditions
    stuck = set(conditions) - set(survey.outline.in_order)
    told: set[str] = set()
    for start in conditions:
        if start not in stuck:
            continue
        # Every stuck condition names a stuck one; following the first of these has to come round.
        trail: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in trail and at not in told:
            trail[at] = None
            at = next(
                (
                    leaf.condition
                    for leaf in leaves(conditions[at])
                    if isinstance(leaf, Named) and leaf.condition in stuck
                ),
                None,
            )
        names = list(trail)
        if at in trail:
            around = [*names[names.index(at) :], at]
            shown = around if len(around) < 8 else [*around[:6], "…", at]
            yield f"condition {at}", f"Break the circle: this depends on itself, {' → '.join(shown)}."
        told.update(names)


@rule(
    "too-deep-names", "error", "Named conditions that name each other too deep, or are too long written out."
)
def too_deep_names(survey: Survey) -> Iterator[Fault]:
    for name in survey.outline.in_order:
        if name not in survey.outline.readable:
            yield (
                f"condition {name}",
                f"Shorten this condition: with those it names it has {LONGEST} parts or more, or nests {DEEPEST} deep "
                "or more.",
            )


@rule(
    "asked-later",
    "error",
    "A condition on a question that is asked later, or on its own page where it cannot be.",
)
def asked_later(survey: Survey) -> Iterator[Fault]:
    outline = survey.outline
    latest = _latest_behind(outline)
    for standing in outline.standing:
        for key in _latest_of(standing.condition, outline, latest):
            if not outline.spots[key].comes_before(standing.spot):
                yield (
                    standing.place,
                    f"This depends on “{key}”, which is asked later: move one of them.",
                )
                break


def _latest_of(condition: Condition, outline: Outline, latest: dict[str, str]) -> Iterator[str]:
    for leaf in leaves(condition):
        key = leaf.question if isinstance(leaf, Comparison) else latest.get(leaf.condition, "")
        if key in outline.spots:
            yield key


def _latest_behind(outline: Outline) -> dict[str, str]:
    """For each named condition the question behind it that is asked last. Each condition is read once, however often
    it is named."""
    latest: dict[str, str] = {}
    for name in outline.in_order:
        behind = list(_latest_of(outline.definition.conditions[name], outline, latest))
        if behind:
            latest[name] = max(behind, key=lambda key: _place_in_order(outline.spots[key]))
    return latest


def _place_in_order(spot: Spot) -> tuple[int, int]:
    return (spot.page, spot.block)


@rule("never-true", "warning", "A named condition that no answers can make true.", whole=True)
def never_true(survey: Survey) -> Iterator[Fault]:
    for name, condition in survey.definition.conditions.items():
        found = survey.reasoner.can_be([Wish(condition, END)], past_exits=False)
        if found.outcome is Answerable.NEVER:
            yield f"condition {name}", "Correct or remove this condition: no answers can make it true."


@rule(
    "condition-ignored",
    "error",
    "A condition where everybody is shown the same: before the start, or afterwards.",
)
def condition_ignored(survey: Survey) -> Iterator[Fault]:
    parts: tuple[tuple[str, tuple[Content, ...]], ...] = (
        ("start", survey.definition.start),
        ("outcome", survey.definition.outcome),
    )
    for place, blocks in parts:
        if any(block.show_when for block in blocks):
            yield place, "Remove show_when: this part is the same for everybody."


RULES = (
    wrong_operator,
    wrong_value,
    reversed_ends,
    cycle,
    too_deep_names,
    asked_later,
    never_true,
    condition_ignored,
)
