"""The types a journey definition is made of (``docs/journey-language.md``). All frozen: a published version never
changes. Every type that an import can leave something over in carries it in ``kept``, which nothing reads but the
linter and the export."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Literal, TypeAlias

from forms_engine.definition.question_types import QUESTION_TYPES as QUESTION_TYPES

FORMAT = "guildhall-journey/1"

Kind = Literal["apply", "book", "pay", "report"]
KINDS: tuple[str, ...] = ("apply", "book", "pay", "report")
CONTACT_PARTS: tuple[str, ...] = ("name", "email", "mobile", "on_behalf_of", "authority")
SIGN_IN: tuple[str, ...] = ("none", "optional", "required")
# Who of a partner organisation sees what one of it sent. As its service has it: everybody of an open one, of others the sender.
COLLEAGUES: tuple[str, ...] = ("as-service", "sender", "managers", "members")
REVIEW_STATES: tuple[str, ...] = ("awaiting-review", "reviewed")

CONTENT_TYPES: tuple[str, ...] = ("text", "inset", "warning", "details", "image", "article")

Kept: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in every language it has been written in; English is the source language."""

    by_language: Mapping[str, str]

    def in_language(self, language: str) -> str:
        """The text in ``language`` (a code such as ``cy`` or ``en-gb``), or in English where it is missing."""
        return (
            self.by_language.get(language)
            or self.by_language.get(language.split("-")[0])
            or self.by_language.get("en", "")
        )

    def __bool__(self) -> bool:
        return any(self.by_language.values())


NO_TEXT = Text({})


@dataclass(frozen=True, slots=True)
class DateBound:
    """A day: either fixed (``date``, ISO 8601) or so many years, months and days from today."""

    date: str = ""
    years: int = 0
    months: int = 0
    days: int = 0


Number: TypeAlias = int | float
Operand: TypeAlias = (
    str | Number | bool | tuple[str, ...] | tuple[Number, Number] | DateBound | tuple[DateBound, DateBound]
)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one question's answer has to be (or a group's number of items). False while that question has no answer
    that counts, except for ``answered`` with a false operand."""

    question: str
    operator: str
    operand: Operand


@dataclass(frozen=True, slots=True)
class All:
    """True when every part is (and when there is none)."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """True when at least one part is."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """True when its part is not."""

    part: "Condition"


@dataclass(frozen=True, slots=True)
class Named:
    """Another condition of the same definition, by its key."""

    condition: str


Condition: TypeAlias = Comparison | All | AnyOf | Not | Named

NUMBER_OPERATORS: tuple[str, ...] = ("greater_than", "less_than", "at_least", "at_most")
DATE_OPERATORS: tuple[str, ...] = ("before", "after")
OPERATORS: tuple[str, ...] = (
    "is",
    "is_not",
    "one_of",
    "contains",
    *NUMBER_OPERATORS,
    "between",
    *DATE_OPERATORS,
    "matches",
    "answered",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a radios, select, autocomplete or checkboxes question. An ``exclusive`` one is ticked alone."""

    key: str
    label: Text
    hint: Text = NO_TEXT
    exclusive: bool = False
    kept: Kept = field(default_factory=dict)


PREFILL_SOURCES: tuple[str, ...] = ("query", "account", "value")
ACCOUNT_PARTS: tuple[str, ...] = ("name", "email", "mobile")


@dataclass(frozen=True, slots=True)
class Prefill:
    """Where an answer comes from before anyone types: the start address's query, the account, or a fixed value."""

    source: str
    name: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question on a page. ``key`` is what answers are stored under. Which of the later parts a type has says
    ``question_types``; ``min`` and ``max`` are numbers, pence for money, and boxes ticked for checkboxes."""

    key: str
    type: str
    label: Text
    hint: Text = NO_TEXT
    required: bool = True
    sensitive: bool = False
    # Never taken over from an earlier request: consent, agreement, what is true on the day.
    ask_again: bool = False
    show_when: Condition | None = None
    options: tuple[Option, ...] = ()
    list: str = ""
    min_length: int = 0
    max_length: int = 0
    max_words: int = 0
    pattern: str = ""
    min: Number | None = None
    max: Number | None = None
    decimals: int = 0
    unit: Text = NO_TEXT
    earliest: DateBound | None = None
    latest: DateBound | None = None
    max_files: int = 1
    max_megabytes: int = 15
    accept: tuple[str, ...] = ()
    autocomplete: str = ""
    prefill: Prefill | None = None
    errors: Mapping[str, Text] = field(default_factory=dict)
    kept: Kept = field(default_factory=dict)

    @property
    def option_keys(self) -> frozenset[str]:
        """The keys it offers; those of a yes/no question, which lists none, too."""
        if self.type == "yes_no":
            return frozenset({"yes", "no"})
        return frozenset(option.key for option in self.options)


@dataclass(frozen=True, slots=True)
class Content:
    """Something on a page that asks nothing. ``text`` is Markdown; of an image it is the caption. ``image`` is the
    number of an image in the library and ``article`` the slug of a knowledge article, whose current text is shown."""

    type: str
    text: Text = NO_TEXT
    title: Text = NO_TEXT
    show_when: Condition | None = None
    image: int = 0
    alt: Text = NO_TEXT
    article: str = ""
    kept: Kept = field(default_factory=dict)


Block: TypeAlias = Question | Content


# What a look-up's output can be, and the type of question that such an answer would belong to.
OUTPUT_TYPES: Mapping[str, str] = {
    "text": "short_text",
    "number": "number",
    "money": "money",
    "date": "date",
    "yes_no": "yes_no",
}
WHEN_NOT_FOUND: tuple[str, ...] = ("ask_again", "go_on")
WHEN_DOWN: tuple[str, ...] = ("stop", "go_on")


@dataclass(frozen=True)
class Output:
    """One fact that a look-up gives: ``key`` is what conditions, fees and texts call it, ``source`` what the look-up
    does. Without a ``label`` it is not shown on check-your-answers."""

    key: str
    source: str
    type: str
    label: Text = NO_TEXT

    @cached_property
    def as_question(self) -> Question:
        """The question whose answer it could be: conditions and words treat it as one. Nobody is asked."""
        return Question(
            key=self.key,
            type=OUTPUT_TYPES[self.type],
            label=self.label,
            required=False,
            decimals=2 if self.type == "number" else 0,
        )


@dataclass(frozen=True)
class Lookup:
    """What is looked up once a page is answered. ``inputs``: the look-up's own names, each with the question whose
    answer it gets (``question`` or ``question.part`` of an address or location). It is looked up when all of them are
    answered. ``fresh_minutes``: how old what was found may be when it is sent, where a fee comes from it."""

    source: str
    inputs: Mapping[str, str]
    outputs: tuple[Output, ...]
    not_found: Text = NO_TEXT
    when_not_found: str = "ask_again"
    when_down: str = "stop"
    down: Text = NO_TEXT
    fresh_minutes: int = 15


@dataclass(frozen=True)
class Page:
    """One page of a journey. An exit page ends the journey there: nothing can be sent from it."""

    key: str
    title: Text
    blocks: tuple[Block, ...]
    section: str = ""
    show_when: Condition | None = None
    exit: bool = False
    lookup: Lookup | None = None
    kept: Kept = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The page's questions in the order asked."""
        return tuple(block for block in self.blocks if isinstance(block, Question))


@dataclass(frozen=True)
class Group:
    """Pages asked once for each item. Its answer is a list of objects, one for each item. With ``count``, the answer
    to that question is the number of items."""

    key: str
    title: Text
    item: Text
    pages: tuple[Page, ...]
    min: int = 1
    max: int = 10
    count: str = ""
    section: str = ""
    show_when: Condition | None = None
    kept: Kept = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The questions asked for each item, in order."""
        return tuple(question for page in self.pages for question in page.questions)


@dataclass(frozen=True, slots=True)
class FeeRow:
    """One row of a fee table; without ``when``, the default."""

    amount_pence: int
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Concession:
    """Who pays less for one unit. Exactly one of the last three is given."""

    key: str
    label: Text
    when: Condition
    percent_off: int | None = None
    pence_off: int | None = None
    pays_pence: int | None = None


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what the journey costs: pence, with the ledger and VAT codes finance needs. One of ``amount_pence``,
    ``rows`` and ``amount_from`` (an amount that was looked up) says how much one unit is; ``per`` says which question or
    group counts the units."""

    key: str
    label: Text
    ledger_code: str
    vat_code: str
    amount_pence: int | None = None
    rows: tuple[FeeRow, ...] = ()
    amount_from: str = ""
    per: str = ""
    concessions: tuple[Concession, ...] = ()
    when: Condition | None = None
    kept: Kept = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BookingNeed:
    """A place that has to be booked: what kind of resource, for how many minutes."""

    resource_kind: str
    minutes: int
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Which questions say who is asking and how to reach them (question keys, empty where not asked). Where somebody can
    ask for another person, ``on_behalf_of`` names them and ``authority`` says by what right."""

    name: str = ""
    email: str = ""
    mobile: str = ""
    on_behalf_of: str = ""
    authority: str = ""


@dataclass(frozen=True, slots=True)
class Duplicates:
    """That reports of the same are shown before another is sent: those within so many metres, still open or closed
    within so many days, with the same answer to the question ``category`` where one is named."""

    within_metres: int = 50
    days: int = 30
    category: str = ""


@dataclass(frozen=True)
class Definition:
    """A whole journey."""

    slug: str
    kind: str
    title: Text
    summary: Text
    audience: str
    service: str
    routes: tuple[str, ...]
    pages: tuple[Page | Group, ...]
    conditions: Mapping[str, Condition]
    fees: tuple[FeeLine, ...]
    contact: Contact
    location: str
    start: tuple[Content, ...]
    outcome: tuple[Content, ...]
    declaration: Text
    retention_days: int
    purpose: Text
    lawful_basis: str
    sign_in: str = "optional"
    colleagues: str = "as-service"
    translations: Mapping[str, str] = field(default_factory=dict)
    opens: date | None = None
    closes: date | None = None
    sections: Mapping[str, Text] = field(default_factory=dict)
    lists: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)
    # Of the routes, those that are taken only under a condition.
    routes_when: Mapping[str, Condition] = field(default_factory=dict)
    booking: BookingNeed | None = None
    duplicates: Duplicates | None = None
    kept: Kept = field(default_factory=dict)

    @cached_property
    def all_pages(self) -> tuple[Page, ...]:
        """Every page, those of groups in their place."""
        return tuple(
            page for part in self.pages for page in (part.pages if isinstance(part, Group) else (part,))
        )

    @cached_property
    def groups(self) -> dict[str, Group]:
        """Every group under its key."""
        return {part.key: part for part in self.pages if isinstance(part, Group)}

    @cached_property
    def questions_by_key(self) -> dict[str, Question]:
        """Every question of the journey under its key, those of groups too."""
        return {question.key: question for page in self.all_pages for question in page.questions}

    @cached_property
    def lookups(self) -> dict[str, Lookup]:
        """Every look-up under the key of its page."""
        return {page.key: page.lookup for page in self.all_pages if page.lookup is not None}

    @cached_property
    def facts_by_key(self) -> dict[str, Question]:
        """What is looked up, each as the question whose answer it could be."""
        return {
            output.key: output.as_question for lookup in self.lookups.values() for output in lookup.outputs
        }

    @cached_property
    def pages_with_marks(self) -> frozenset[str]:
        """The pages whose texts have a mark (``{{ key }}``) that a looked-up fact is put into."""
        return frozenset(
            page.key
            for page in self.all_pages
            if any("{{" in words for text in texts_with_marks(page) for words in text.by_language.values())
        )

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The group's key for every question that is asked for each item."""
        return {question.key: group.key for group in self.groups.values() for question in group.questions}

    @cached_property
    def depends_on(self) -> dict[str, frozenset[str]]:
        """For each named condition, the questions and groups it is about, through the conditions it names too.
        Conditions that are missing or go round in a circle (which the linter refuses) add nothing."""
        found: dict[str, frozenset[str]] = {}
        under_way: set[str] = set()
        # Each name is visited twice: to ask for what it names, and, when that is known, to put it together.
        waiting = [(name, False) for name in self.conditions]
        while waiting:
            name, is_ready = waiting.pop()
            if name in found or name not in self.conditions or (name in under_way and not is_ready):
                continue
            parts = list(leaves(self.conditions[name]))
            if is_ready:
                found[name] = frozenset(
                    part.question for part in parts if isinstance(part, Comparison)
                ).union(
                    *(found.get(part.condition, frozenset()) for part in parts if isinstance(part, Named))
                )
            else:
                under_way.add(name)
                waiting.append((name, True))
                waiting += [(part.condition, False) for part in parts if isinstance(part, Named)]
        return found

    def questions_behind(self, condition: Condition) -> frozenset[str]:
        """The questions and groups that a condition is about, through the conditions it names too."""
        parts = list(leaves(condition))
        return frozenset(part.question for part in parts if isinstance(part, Comparison)).union(
            *(self.depends_on.get(part.condition, frozenset()) for part in parts if isinstance(part, Named))
        )

    @cached_property
    def settled_at(self) -> dict[str, int]:
        """For each named condition, the last place among ``pages`` that it depends on: once that is passed, its value
        does not change any more. -1 where it depends on nothing that is asked."""
        place_of: dict[str, int] = {}
        for place, part in enumerate(self.pages):
            place_of[part.key] = place
            for question in part.questions:
                place_of[question.key] = place
            if isinstance(part, Page) and part.lookup is not None:
                place_of.update((output.key, place) for output in part.lookup.outputs)
        return {
            name: max((place_of.get(key, -1) for key in keys), default=-1)
            for name, keys in self.depends_on.items()
        }

    def open_on(self, day: date) -> bool:
        """Whether new requests are taken on this (local) day."""
        return (self.opens is None or day >= self.opens) and (self.closes is None or day <= self.closes)


def texts_with_marks(page: Page) -> Iterator[Text]:
    """The texts of a page that a looked-up fact can be put into: its title, what it tells, and hints. Not labels: what
    somebody was asked is the same for everybody."""
    yield page.title
    for block in page.blocks:
        if isinstance(block, Question):
            yield block.hint
        else:
            yield from (block.title, block.text)


def leaves(condition: Condition) -> Iterator[Comparison | Named]:
    """The comparisons and names that a condition is made of, in the order written."""
    waiting = [condition]
    while waiting:
        part = waiting.pop()
        if isinstance(part, All | AnyOf):
            waiting.extend(reversed(part.parts))
        elif isinstance(part, Not):
            waiting.append(part.part)
        else:
            yield part
