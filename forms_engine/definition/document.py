"""The types a journey definition is made of. All frozen: a published version never changes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

FORMAT = "guildhall-journey/1"

Kind = Literal["apply", "book", "pay", "report"]
KINDS: tuple[str, ...] = ("apply", "book", "pay", "report")

QUESTION_TYPES: tuple[str, ...] = (
    "short_text",
    "long_text",
    "email",
    "phone",
    "yes_no",
    "radios",
    "checkboxes",
    "date",
    "address",
    "location",
    "file",
    "declaration",
)
CONTENT_TYPES: tuple[str, ...] = ("text", "inset", "warning", "details")


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


Operand: TypeAlias = str | int | float | bool | tuple[str, ...] | DateBound


@dataclass(frozen=True, slots=True)
class Comparison:
    """What one question's answer has to be. False while that question has no answer that counts,
    except for ``answered`` with a false operand."""

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

OPERATORS: tuple[str, ...] = (
    "is",
    "is_not",
    "one_of",
    "contains",
    "greater_than",
    "less_than",
    "before",
    "after",
    "answered",
)


@dataclass(frozen=True, slots=True)
class Option:
    """One choice of a radios or checkboxes question."""

    key: str
    label: Text
    hint: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Question:
    """One question on a page. ``key`` is what answers are stored under."""

    key: str
    type: str
    label: Text
    hint: Text = NO_TEXT
    required: bool = True
    sensitive: bool = False
    show_when: Condition | None = None
    options: tuple[Option, ...] = ()
    max_length: int = 0
    earliest: DateBound | None = None
    latest: DateBound | None = None
    max_files: int = 1
    accept: tuple[str, ...] = ()
    autocomplete: str = ""
    errors: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Content:
    """Words on a page that ask nothing: text, inset, warning or details. ``text`` is Markdown."""

    type: str
    text: Text
    title: Text = NO_TEXT
    show_when: Condition | None = None


Block: TypeAlias = Question | Content


@dataclass(frozen=True)
class Page:
    """One page of a journey. An exit page ends the journey there: nothing can be sent from it."""

    key: str
    title: Text
    blocks: tuple[Block, ...]
    show_when: Condition | None = None
    exit: bool = False

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The page's questions in the order asked."""
        return tuple(block for block in self.blocks if isinstance(block, Question))


@dataclass(frozen=True, slots=True)
class FeeLine:
    """One line of what the journey costs: pence, with the ledger and VAT codes finance needs."""

    key: str
    label: Text
    amount_pence: int
    ledger_code: str
    vat_code: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Which questions say who is asking and how to reach them (question keys, empty where not asked)."""

    name: str = ""
    email: str = ""
    mobile: str = ""


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
    pages: tuple[Page, ...]
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

    @cached_property
    def questions_by_key(self) -> dict[str, Question]:
        """Every question of the journey under its key."""
        return {question.key: question for page in self.pages for question in page.questions}
