"""Rules about names: what is named has to be there, and what is there should be used."""

from collections.abc import Iterator

from forms_engine.definition.document import Comparison, Group, Named, Page, leaves
from forms_engine.definition.lint.conditions import every_comparison, every_condition
from forms_engine.definition.lint.rule import Fault, Survey, rule


@rule("missing-question", "error", "A question is named that is not there.")
def missing_question(survey: Survey) -> Iterator[Fault]:
    known = {**survey.outline.questions, **survey.outline.groups}
    for place, condition in every_condition(survey):
        for leaf in leaves(condition):
            if isinstance(leaf, Comparison) and leaf.question and leaf.question not in known:
                yield place, _no("question", leaf.question)
    definition = survey.definition
    named = [
        ("contact.name", definition.contact.name),
        ("contact.email", definition.contact.email),
        ("contact.mobile", definition.contact.mobile),
        ("contact.on_behalf_of", definition.contact.on_behalf_of),
        ("contact.authority", definition.contact.authority),
        ("location", definition.location),
        *((f"group {group.key}", group.count) for group in definition.groups.values()),
    ]
    for place, key in named:
        if key and key not in definition.questions_by_key:
            yield place, _no("question", key)
    counted = {**definition.questions_by_key, **survey.outline.groups}
    for line in definition.fees:
        if line.per and line.per not in counted:
            yield f"fee {line.key}", _no("question or group", line.per)


def _no(what: str, key: str) -> str:
    return f"There is no {what} “{key}”: add it or correct the name."


@rule("missing-condition", "error", "A condition is named that is not there.")
def missing_condition(survey: Survey) -> Iterator[Fault]:
    for place, condition in every_condition(survey):
        for leaf in leaves(condition):
            if (
                isinstance(leaf, Named)
                and leaf.condition
                and leaf.condition not in survey.definition.conditions
            ):
                yield place, _no("condition", leaf.condition)


@rule("missing-option", "error", "A comparison with an option that its question does not offer.")
def missing_option(survey: Survey) -> Iterator[Fault]:
    for place, leaf, question in every_comparison(survey):
        if question is None or leaf.operator not in {"is", "is_not", "one_of", "contains"}:
            continue
        offered = survey.option_keys(question)
        values = leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,)
        for value in values:
            if offered and isinstance(value, str) and value not in offered:
                yield (
                    place,
                    f"“{question.key}” offers no option “{value[:60]}”: add it or correct the comparison.",
                )


@rule("missing-page", "error", "An imported page led to a page that does not exist.")
def missing_page(survey: Survey) -> Iterator[Fault]:
    for part in survey.definition.pages:
        pages: tuple[Page | Group, ...] = (part, *part.pages) if isinstance(part, Group) else (part,)
        for page in pages:
            for target in _lost_targets(page.kept.get("next")):
                yield (
                    f"page {page.key}",
                    f"It led to the page “{target[:100]}”, which does not exist: add that page or take this out "
                    "of what was kept.",
                )


def _lost_targets(kept: object) -> Iterator[str]:
    """What an importer kept of the ways out of a page: one or a list of ``{"path": target, …}``."""
    for way in kept if isinstance(kept, list) else [kept]:
        target = way.get("path") if isinstance(way, dict) else way
        if isinstance(target, str) and target:
            yield target


@rule("missing-section", "error", "A page is in a section that is not there.")
def missing_section(survey: Survey) -> Iterator[Fault]:
    for part in survey.definition.pages:
        pages: tuple[Page | Group, ...] = (part, *part.pages) if isinstance(part, Group) else (part,)
        for page in pages:
            if page.section and page.section not in survey.definition.sections:
                yield f"page {page.key}", _no("section", page.section)


@rule("unused-condition", "warning", "A named condition that nothing uses.", whole=True)
def unused_condition(survey: Survey) -> Iterator[Fault]:
    used = {
        leaf.condition
        for _place, condition in every_condition(survey)
        for leaf in leaves(condition)
        if isinstance(leaf, Named)
    }
    for name in survey.definition.conditions:
        if name not in used:
            yield f"condition {name}", "Use this condition or remove it: nothing depends on it."


@rule("unused-list", "warning", "A list of options that no question uses.", whole=True)
def unused_list(survey: Survey) -> Iterator[Fault]:
    used = {question.list for question in survey.questions}
    for name in survey.definition.lists:
        if name not in used:
            yield f"list {name}", "Use this list or remove it: no question takes its options from it."


@rule("unused-section", "warning", "A section that no page is in.", whole=True)
def unused_section(survey: Survey) -> Iterator[Fault]:
    used = {part.section for part in survey.definition.pages}
    used |= {page.section for page in survey.definition.all_pages}
    for name in survey.definition.sections:
        if name not in used:
            yield f"section {name}", "Use this section or remove it: no page is in it."


RULES = (
    missing_question,
    missing_condition,
    missing_option,
    missing_page,
    missing_section,
    unused_condition,
    unused_list,
    unused_section,
)
