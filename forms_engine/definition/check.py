"""What is wrong between the parts of a parsed definition: duplicate keys, targets that are not there, cycles."""

from collections import Counter
from collections.abc import Iterator

from forms_engine.definition.document import (
    All,
    AnyOf,
    Comparison,
    Condition,
    Definition,
    Named,
    Not,
    Question,
)
from forms_engine.definition.errors import Finding

LONGEST_TITLE = 120  # an email's subject line adds to it
LONGEST_NAME = 200
LONGEST_LEDGER_CODE, LONGEST_VAT_CODE = 40, 20
# Stripe's bounds for pounds.
SMALLEST_FEE_PENCE, LARGEST_FEE_PENCE = 30, 99_999_999

# Words of the address that follow /journeys/<slug>/, which a page may not take.
RESERVED_PAGE_KEYS = {"start", "check", "confirmation", "payment", "done"}


def check_definition(definition: Definition) -> list[Finding]:
    """Every fault between parts, in document order; an empty list means it can be published."""
    return [
        *_duplicates(definition),
        *_reserved(definition),
        *_missing_targets(definition),
        *_cycles(definition),
        *_order(definition),
        *_named_questions(definition),
        *_costs(definition),
        *_sizes(definition),
        *_one_file(definition),
        *_conditions_out_of_place(definition),
    ]


def _duplicates(definition: Definition) -> Iterator[Finding]:
    groups = {
        "pages": [page.key for page in definition.pages],
        "questions": [question.key for page in definition.pages for question in page.questions],
        "fees": [line.key for line in definition.fees],
    }
    for question in definition.questions_by_key.values():
        groups[f"options of {question.key}"] = [option.key for option in question.options]
    for name, keys in groups.items():
        for key, count in Counter(keys).items():
            if count > 1:
                yield Finding(
                    "duplicate-key", name, f"The key “{key}” is used {count} times: give each its own."
                )


def _reserved(definition: Definition) -> Iterator[Finding]:
    for page in definition.pages:
        if page.key in RESERVED_PAGE_KEYS:
            yield Finding(
                "reserved-key",
                f"page {page.key}",
                f"Give the page another key: “{page.key}” is an address of ours.",
            )


def _conditions(definition: Definition) -> Iterator[tuple[str, Condition]]:
    """Every condition that stands somewhere, with its place."""
    for name, condition in definition.conditions.items():
        yield f"condition {name}", condition
    for page in definition.pages:
        if page.show_when:
            yield f"page {page.key}", page.show_when
        for block in page.blocks:
            if block.show_when:
                yield f"page {page.key}", block.show_when
    for line in definition.fees:
        if line.when:
            yield f"fee {line.key}", line.when


def _leaves(condition: Condition) -> Iterator[Comparison | Named]:
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from _leaves(part)
    elif isinstance(condition, Not):
        yield from _leaves(condition.part)
    else:
        yield condition


def _missing_targets(definition: Definition) -> Iterator[Finding]:
    for place, condition in _conditions(definition):
        for leaf in _leaves(condition):
            if isinstance(leaf, Named):
                if leaf.condition not in definition.conditions:
                    yield Finding(
                        "missing-condition",
                        place,
                        f"There is no condition “{leaf.condition}”: add it or correct the name.",
                    )
                continue
            question = definition.questions_by_key.get(leaf.question)
            if question is None:
                yield Finding(
                    "missing-question",
                    place,
                    f"There is no question “{leaf.question}”: add it or correct the name.",
                )
            else:
                yield from _missing_options(place, leaf, question)


def _missing_options(place: str, leaf: Comparison, question: Question) -> Iterator[Finding]:
    offered = {"yes", "no"} if question.type == "yes_no" else {option.key for option in question.options}
    if not offered or leaf.operator not in {"is", "is_not", "one_of", "contains"}:
        return
    for value in leaf.operand if isinstance(leaf.operand, tuple) else (leaf.operand,):
        if value not in offered:
            yield Finding("missing-option", place, f"“{question.key}” offers no option “{value}”.")


def _cycles(definition: Definition) -> Iterator[Finding]:
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> Iterator[Finding]:
        if name in trail:
            yield Finding(
                "cycle",
                f"condition {name}",
                f"This condition depends on itself: {' → '.join((*trail, name))}.",
            )
        elif name not in done and name in definition.conditions:
            for leaf in _leaves(definition.conditions[name]):
                if isinstance(leaf, Named):
                    yield from visit(leaf.condition, (*trail, name))
            done.add(name)

    for name in definition.conditions:
        yield from visit(name, ())


def _questions_behind(
    definition: Definition, condition: Condition, seen: frozenset[str] = frozenset()
) -> Iterator[str]:
    for leaf in _leaves(condition):
        if isinstance(leaf, Comparison):
            yield leaf.question
        elif leaf.condition in definition.conditions and leaf.condition not in seen:
            yield from _questions_behind(
                definition, definition.conditions[leaf.condition], seen | {leaf.condition}
            )


def _order(definition: Definition) -> Iterator[Finding]:
    """A page can only depend on what has been asked before it; a part of a page, on the same page too."""
    asked: set[str] = set()
    for page in definition.pages:
        here = {question.key for question in page.questions}
        for condition, known in [
            (page.show_when, asked),
            *((block.show_when, asked | here) for block in page.blocks),
        ]:
            for key in _questions_behind(definition, condition) if condition else ():
                if key in definition.questions_by_key and key not in known:
                    yield Finding(
                        "asked-later",
                        f"page {page.key}",
                        f"This depends on “{key}”, which is asked later: move one of them.",
                    )
        asked |= here


def _named_questions(definition: Definition) -> Iterator[Finding]:
    named = {
        "contact.name": (definition.contact.name, {"short_text"}),
        "contact.email": (definition.contact.email, {"email"}),
        "contact.mobile": (definition.contact.mobile, {"phone"}),
        "location": (definition.location, {"location", "address"}),
    }
    for place, (key, kinds) in named.items():
        question = definition.questions_by_key.get(key)
        if key and question is None:
            yield Finding(
                "missing-question", place, f"There is no question “{key}”: add it or correct the name."
            )
        elif question is not None and question.type not in kinds:
            wanted = " or ".join(sorted(kinds))
            yield Finding(
                "wrong-question", place, f"“{key}” is a {question.type} question: name a {wanted} one."
            )
        elif question is not None and question.type == "short_text" and question.max_length > LONGEST_NAME:
            yield Finding("too-long", place, f"Let “{key}” take {LONGEST_NAME} characters at most.")


def _costs(definition: Definition) -> Iterator[Finding]:
    for line in definition.fees:
        if not line.ledger_code or not line.vat_code:
            yield Finding(
                "no-cost-code",
                f"fee {line.key}",
                "Give the fee its ledger code and VAT code, as finance needs both.",
            )
    if not definition.routes:
        yield Finding("no-route", "routes", "Name at least one route, so that somebody gets the request.")
    if not definition.retention_days:
        yield Finding("no-retention", "retention_days", "Say for how many days a finished request is kept.")


def _sizes(definition: Definition) -> Iterator[Finding]:
    """What would not fit where a request, a charge or an email keeps it."""
    for language, title in definition.title.by_language.items():
        if len(title) > LONGEST_TITLE:
            yield Finding(
                "too-long", f"title.{language}", f"Shorten the title to {LONGEST_TITLE} characters."
            )
    for line in definition.fees:
        if any(len(label) > LONGEST_TITLE for label in line.label.by_language.values()):
            yield Finding("too-long", f"fee {line.key}", f"Shorten the label to {LONGEST_TITLE} characters.")
        if len(line.ledger_code) > LONGEST_LEDGER_CODE or len(line.vat_code) > LONGEST_VAT_CODE:
            yield Finding(
                "too-long",
                f"fee {line.key}",
                "Shorten the ledger code to 40 and the VAT code to 20 characters.",
            )
        if 0 < line.amount_pence < SMALLEST_FEE_PENCE or line.amount_pence > LARGEST_FEE_PENCE:
            yield Finding(
                "bad-amount",
                f"fee {line.key}",
                "Charge nothing, or from 30p to £999,999.99: cards take no other amount.",
            )


def _one_file(definition: Definition) -> Iterator[Finding]:
    for question in definition.questions_by_key.values():
        if question.max_files > 1:
            yield Finding(
                "too-many-files",
                f"question {question.key}",
                "Ask for one file in each question: the form takes one.",
            )


def _conditions_out_of_place(definition: Definition) -> Iterator[Finding]:
    for place, blocks in (("start", definition.start), ("outcome", definition.outcome)):
        if any(block.show_when for block in blocks):
            yield Finding(
                "condition-ignored", place, "Remove show_when: this part is the same for everybody."
            )
