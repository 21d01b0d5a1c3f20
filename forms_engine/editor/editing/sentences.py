"""Conditions in plain words, and what they can be about."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from forms_engine.definition.document import OUTPUT_TYPES
from forms_engine.definition.reading import is_day
from forms_engine.editor.editing.changes.finding import (
    Document,
    Part,
    blocks_of,
    english,
    group_of,
    is_group,
    is_question,
    objects,
    parts,
)
from forms_engine.runtime.wording import day_in_words, pounds

GROUP = "group"  # what a Subject's type is where it is a group: its number of items
DEEPEST = 20  # as deep as the language allows

_YES_NO = {"yes": "Yes", "no": "No"}


@dataclass(frozen=True, slots=True)
class Subject:
    """What a condition can be about: a question, a group's number of items, or (``is_fact``) what was looked up.
    ``place`` counts the pages before it."""

    key: str
    label: str
    type: str
    page: str
    place: int
    options: Mapping[str, str]
    group: str = ""
    is_fact: bool = False


def subjects(document: Document, sets: Mapping[str, list[Any]]) -> dict[str, Subject]:
    """Everything that is asked, in order, by key; the questions of question sets too."""
    found: dict[str, Subject] = {}
    lists = document.get("lists") if isinstance(document.get("lists"), dict) else {}
    for place, page, group in _pages(document):
        for block in _with_sets(page, sets):
            if is_question(block) and isinstance(block.get("key"), str):
                found.setdefault(
                    block["key"],
                    Subject(
                        key=block["key"],
                        label=english(block.get("label")) or block["key"],
                        type=block["type"],
                        page=english(page.get("title")),
                        place=place,
                        options=_options(block, lists),
                        group=str(group.get("key", "")) if group else "",
                    ),
                )
        for key, type_, label in _facts(page):
            found.setdefault(
                key,
                Subject(
                    key=key,
                    label=label or name_of(key),
                    type=type_,
                    page=english(page.get("title")),
                    place=place,
                    options=_fact_options(type_),
                    is_fact=True,
                ),
            )
        if is_group(page) and isinstance(page.get("key"), str):
            title = english(page.get("title")) or page["key"]
            found.setdefault(page["key"], Subject(page["key"], title, GROUP, title, place, {}))
    return found


def _facts(page: Part) -> Iterator[tuple[str, str, str]]:
    """What a page looks up, each as the question whose answer it could be: key, type, label."""
    lookup = page.get("lookup")
    outputs = lookup.get("outputs") if isinstance(lookup, dict) else None
    for key, one in (outputs if isinstance(outputs, dict) else {}).items():
        if isinstance(one, dict) and one.get("type") in OUTPUT_TYPES:
            yield str(key), OUTPUT_TYPES[str(one["type"])], english(one.get("label"))


def _fact_options(kind: str) -> dict[str, str]:
    return dict(_YES_NO) if kind == "yes_no" else {}


def _pages(document: Document) -> Iterator[tuple[int, Part, Part | None]]:
    place = 0
    for part in parts(document):
        if is_group(part):
            for page in objects(part.get("pages")):
                yield place, page, group_of(document, page)
                place += 1
        yield place, part, None
        place += 1


def _with_sets(page: Part, sets: Mapping[str, list[Any]]) -> Iterator[Part]:
    for block in [] if is_group(page) else blocks_of(page):
        if block.get("type") == "question_set":
            yield from objects(sets.get(str(block.get("set"))))
        else:
            yield block


def _options(block: Part, lists: Any) -> dict[str, str]:
    if block["type"] == "yes_no":
        return dict(_YES_NO)
    options = lists.get(block["list"]) if isinstance(block.get("list"), str) else block.get("options")
    return {
        str(option["key"]): english(option.get("label")) or str(option["key"])
        for option in objects(options)
        if "key" in option
    }


def name_of(key: str) -> str:
    """The name of a named condition, a section or a list as people read it.

    >>> name_of("lives-in-marlshire")
    'Lives in marlshire'
    """
    words = key.replace("-", " ")
    return words[:1].upper() + words[1:]


def sentence(condition: Any, known: Mapping[str, Subject]) -> str:
    """A condition as part of a sentence, to follow "when"; whatever it is, something is said."""
    return _say(condition, known, 0)


def _say(condition: Any, known: Mapping[str, Subject], depth: int) -> str:
    if not isinstance(condition, dict) or depth > DEEPEST:
        return "something that cannot be read holds"
    if "question" in condition:
        return _comparison(condition, known)
    if "condition" in condition:
        return f"“{name_of(str(condition['condition']))}” holds"
    if "not" in condition:
        return f"it is not so that {_say(condition['not'], known, depth + 1)}"
    for name, joined in (("all", " and "), ("any", " or ")):
        if isinstance(condition.get(name), list):
            said = [_inner(part, known, depth + 1) for part in condition[name]]
            return joined.join(said) or ("always" if name == "all" else "never")
    return "something that cannot be read holds"


def _inner(part: Any, known: Mapping[str, Subject], depth: int) -> str:
    several = isinstance(part, dict) and any(
        isinstance(part.get(name), list) and len(part[name]) > 1 for name in ("all", "any")
    )
    return f"({_say(part, known, depth)})" if several else _say(part, known, depth)


def _comparison(condition: Part, known: Mapping[str, Subject]) -> str:
    key = str(condition["question"])
    subject = known.get(key)
    operator = next((word for word in condition if word != "question"), "")
    value = condition.get(operator)
    label = f"“{subject.label if subject else name_of(key)}”"
    kind = subject.type if subject else ""
    said = value_in_words(value, subject)
    if operator == "answered":
        return f"{label} {'is' if value else 'is not'} answered"
    if kind == GROUP:
        return f"the number of items in {label} {_NUMBERS.get(operator, 'is')} {said}"
    if kind == "checkboxes" and operator in {"greater_than", "less_than", "at_least", "at_most"}:
        return f"the number of boxes ticked at {label} {_NUMBERS[operator]} {said}"
    if operator == "contains":
        return (
            f"the answers to {label} include {said}"
            if kind == "checkboxes"
            else f"the answer to {label} contains {said}"
        )
    return f"the answer to {label} {_NUMBERS.get(operator) or _WORDS.get(operator, 'is')} {said}"


_WORDS = {
    "is": "is",
    "is_not": "is not",
    "one_of": "is",
    "between": "is between",
    "before": "is before",
    "after": "is after",
    "matches": "fits the pattern",
}
_NUMBERS = {
    "greater_than": "is more than",
    "less_than": "is less than",
    "at_least": "is at least",
    "at_most": "is at most",
}


def value_in_words(value: Any, subject: Subject | None) -> str:
    """What a condition compares with: an option's label, a day, an amount, a number or a text."""
    if isinstance(value, list):
        said = [value_in_words(one, subject) for one in value]
        between = len(value) == 2 and not all(isinstance(one, str) and not is_day(one) for one in value)
        joiner = " and " if between else " or "
        return joiner.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
    if isinstance(value, dict):
        return distance_in_words(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return pounds(int(value)) if subject and subject.type == "money" else f"{value:g}"
    words = str(value)
    if is_day(words):
        return day_in_words(date.fromisoformat(words), "en")
    return f"“{subject.options.get(words, words) if subject else words}”"


def distance_in_words(bound: Mapping[str, Any]) -> str:
    """A distance from today: "18 years before today", "1 month and 28 days after today", "today"."""
    given = [
        (amount, unit)
        for unit in ("years", "months", "days")
        if isinstance(amount := bound.get(unit), int) and amount
    ]
    if not given:
        return "today"
    said = " and ".join(f"{abs(amount)} {unit if abs(amount) != 1 else unit[:-1]}" for amount, unit in given)
    return f"{said} {'before' if given[0][0] < 0 else 'after'} today"
