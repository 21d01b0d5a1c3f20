"""Rules about what an answer may be: limits that something fits, patterns that can be matched."""

from collections.abc import Iterator
from fractions import Fraction

from forms_engine.definition.document import Group, Question
from forms_engine.definition.lint.conditions import every_comparison
from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.pattern_shapes import UNBOUNDED, longest, read_pattern, shortest
from forms_engine.definition.patterns import LONGEST_PATTERN, compiled
from forms_engine.definition.question_types import ACCEPTED, MOST_ITEMS
from forms_engine.definition.reasoning.cells import of_numbers
from forms_engine.definition.reasoning.days import surely_before

MOST_PATTERNS = 300  # different ones in a journey; compiling one can take a few milliseconds


@rule("impossible-bounds", "error", "Limits that no answer fits.")
def impossible_bounds(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        for message in _impossible(question, survey):
            yield f"question {question.key}", message
    for group in survey.definition.groups.values():
        if group.min > group.max:
            yield (
                f"group {group.key}",
                f"Ask for at most as many items as at least: {group.min} is over {group.max}.",
            )


def _impossible(question: Question, survey: Survey) -> Iterator[str]:
    if question.max_length and question.min_length > question.max_length:
        yield f"Make min_length at most max_length: {question.min_length} is over {question.max_length}."
    if question.earliest and question.latest and surely_before(question.latest, question.earliest):
        yield "Turn the dates round: the latest is before the earliest."
    if question.min is None and question.max is None:
        return
    if question.type == "checkboxes":
        yield from _impossible_ticks(question, survey)
    elif question.min is not None and question.max is not None and question.min > question.max:
        yield f"Make min at most max: {question.min} is over {question.max}."
    elif question.type == "number" and not of_numbers(
        question.min, question.max, Fraction(1, 10**question.decimals), []
    ):
        yield f"Allow more decimals or other limits: no number from {question.min} to {question.max} fits."


def _impossible_ticks(question: Question, survey: Survey) -> Iterator[str]:
    least, most = int(question.min or 0), int(question.max or MOST_ITEMS * 100)
    if least > most:
        yield f"Make min at most max: {least} is over {most}."
    elif least > len(survey.option_keys(question)):
        yield f"Ask for fewer than {least} ticks: there are {len(survey.option_keys(question))} options."


@rule(
    "refused-pattern",
    "error",
    "A pattern that RE2 refuses: it might take for ever, or is not written correctly.",
)
def refused_pattern(survey: Survey) -> Iterator[Fault]:
    for number, (pattern, place) in enumerate(_patterns(survey).items()):
        if number >= MOST_PATTERNS:
            yield place, f"Use fewer patterns: a journey may have {MOST_PATTERNS} different ones."
            return
        if len(pattern) > LONGEST_PATTERN:
            yield place, f"Shorten this pattern to {LONGEST_PATTERN} characters."
        elif compiled(pattern) is None:
            yield (
                place,
                f"Write this pattern without look-ahead, look-behind or back-references, as RE2 takes it: “{pattern[:80]}”.",
            )


def _patterns(survey: Survey) -> dict[str, str]:
    """Every different pattern with the first place it stands at."""
    found: dict[str, str] = {}
    for question in survey.questions:
        if question.pattern:
            found.setdefault(question.pattern, f"question {question.key}")
    for place, leaf, _question in every_comparison(survey):
        if leaf.operator == "matches" and isinstance(leaf.operand, str):
            found.setdefault(leaf.operand, place)
    return found


@rule("impossible-pattern", "error", "A pattern that nothing of the allowed length matches.")
def impossible_pattern(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        shape = read_pattern(question.pattern) if question.pattern else None
        if shape is None:
            continue
        least, most = shortest(shape), longest(shape)
        limit = question.max_length or UNBOUNDED
        if least > limit:
            yield (
                f"question {question.key}",
                f"Make max_length at least {least}: the pattern asks for so many characters and only {limit} are allowed.",
            )
        elif most < question.min_length:
            yield (
                f"question {question.key}",
                f"Make min_length at most {most}: the pattern allows no more and {question.min_length} are asked for.",
            )


@rule(
    "bad-count", "error", "A group's number of items comes from something that is no number asked before it."
)
def bad_count(survey: Survey) -> Iterator[Fault]:
    first_page = 0
    for part in survey.definition.pages:
        if isinstance(part, Group):
            if part.count in survey.outline.questions:
                yield from _count_faults(part, survey.outline.questions[part.count], survey, first_page)
            first_page += len(part.pages)
        else:
            first_page += 1


def _count_faults(group: Group, question: Question, survey: Survey, first_page: int) -> Iterator[Fault]:
    place = f"group {group.key}"
    spot = survey.outline.spots[question.key]
    if question.type not in {"number", "select", "radios"}:
        yield (
            place,
            f"Take the number of items from a number, select or radios question: “{question.key}” is none.",
        )
    elif spot.group or spot.page >= first_page:
        yield place, f"Ask “{question.key}” on a page before this group, as it says how many items there are."
    elif question.type == "number" and question.decimals:
        yield place, f"Ask for a whole number in “{question.key}”, as it says how many items there are."
    elif question.type != "number":
        wrong = [key for key in sorted(survey.option_keys(question)) if not key.isdecimal()]
        if wrong:
            yield place, f"Give “{question.key}” only options whose keys are numbers: “{wrong[0]}” is none."


@rule(
    "count-too-high",
    "warning",
    "The answer that says how many items there are can be more than the group takes.",
)
def count_too_high(survey: Survey) -> Iterator[Fault]:
    for group in survey.definition.groups.values():
        question = survey.outline.questions.get(group.count)
        if question is None:
            continue
        if question.type == "number":
            too_high = question.max is None or question.max > group.max
        else:
            too_high = any(int(key) > group.max for key in survey.option_keys(question) if key.isdecimal())
        if too_high:
            yield (
                f"question {question.key}",
                f"Allow at most {group.max} here: “{group.key}” takes no more items, and leaves out the rest.",
            )


@rule("unknown-file-kind", "error", "An upload question accepts a kind of file that there is not.")
def unknown_file_kind(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        for kind in question.accept:
            if kind not in ACCEPTED:
                yield (
                    f"question {question.key}",
                    f"Accept only {', '.join(ACCEPTED)}: “{kind[:40]}” is none of them.",
                )


@rule("exclusive-misplaced", "warning", "An option to be ticked alone, where that means nothing.")
def exclusive_misplaced(survey: Survey) -> Iterator[Fault]:
    boxes = _lists_of_checkboxes(survey)
    for place, options in survey.option_lists():
        alone = [option for option in options if option.exclusive]
        if alone and place not in boxes:
            yield (
                place,
                f"Take “exclusive” off “{alone[0].key}”: only checkboxes have options that are ticked alone.",
            )
        elif alone and len(alone) == len(options):
            yield place, "Add an option that can be ticked with others, or ask for one choice instead."


def _lists_of_checkboxes(survey: Survey) -> frozenset[str]:
    return frozenset(
        f"list {question.list}" if question.list else f"question {question.key}"
        for question in survey.questions
        if question.type == "checkboxes"
    )


@rule("single-option", "warning", "A choice of one.")
def single_option(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        if question.type in {"radios", "select", "autocomplete"} and len(question.options) == 1:
            yield f"question {question.key}", "Offer another option, or do not ask: there is only one choice."


@rule("hidden-without-prefill", "error", "A hidden question that nothing fills in.")
def hidden_without_prefill(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        if question.type == "hidden" and question.prefill is None:
            yield f"question {question.key}", "Say in prefill what this hidden question is filled in with."


@rule("wrong-prefill", "error", "A question is prefilled with what cannot be its answer.")
def wrong_prefill(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        prefill = question.prefill
        if prefill is None:
            continue
        place = f"question {question.key}"
        if question.type in NEVER_PREFILLED:
            yield place, "Take prefill away: the person answering has to give this answer."
        elif (
            # Of a part of the account that there is not, reading the document has said so.
            prefill.source == "account"
            and prefill.name in ACCOUNT_TYPES
            and question.type not in ACCOUNT_TYPES[prefill.name]
        ):
            yield (
                place,
                f"Prefill a {' or '.join(sorted(ACCOUNT_TYPES[prefill.name]))} question with the {prefill.name}.",
            )
        elif (
            prefill.source == "value"
            and survey.option_keys(question)
            and prefill.name not in survey.option_keys(question)
        ):
            yield place, f"Prefill an option that is offered: “{prefill.name[:60]}” is none."


NEVER_PREFILLED = frozenset({"file", "declaration", "signature", "bank_details"})
ACCOUNT_TYPES: dict[str, frozenset[str]] = {
    "name": frozenset({"short_text", "hidden"}),
    "email": frozenset({"email", "hidden"}),
    "mobile": frozenset({"phone", "hidden"}),
}


RULES = (
    impossible_bounds,
    refused_pattern,
    impossible_pattern,
    bad_count,
    count_too_high,
    unknown_file_kind,
    exclusive_misplaced,
    single_option,
    hidden_without_prefill,
    wrong_prefill,
)
