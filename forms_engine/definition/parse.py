"""Reading a journey document (already decoded JSON) into the types of ``document``.

Unknown keys, wrong types and missing parts are all reported, each with its place; nothing is dropped in silence.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from forms_engine.definition.document import (
    CONTENT_TYPES,
    FORMAT,
    KINDS,
    NO_TEXT,
    OPERATORS,
    QUESTION_TYPES,
    All,
    AnyOf,
    Block,
    Comparison,
    Condition,
    Contact,
    Content,
    DateBound,
    Definition,
    FeeLine,
    Named,
    Not,
    Operand,
    Option,
    Page,
    Question,
    Text,
)
from forms_engine.definition.errors import DefinitionRefused, Finding

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
DEEPEST_CONDITION = 20

T = TypeVar("T")


def parse_definition(document: object) -> Definition:
    """Read one journey document.

    Raises:
        DefinitionRefused: with every fault found, when the document is not a definition.
    """
    reader = _Reader()
    definition = reader.definition(document)
    if reader.findings:
        raise DefinitionRefused(reader.findings)
    return definition


def _is_day(value: str) -> bool:
    try:
        return bool(ISO_DATE.match(value)) and date.fromisoformat(value).year > 0
    except ValueError:
        return False


class _Reader:
    """Walks the document, collecting findings; returns harmless stand-ins for parts it cannot read."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    # -- small parts -------------------------------------------------------------------------------------

    def refuse(self, rule: str, place: str, message: str) -> None:
        self.findings.append(Finding(rule, place, message))

    def mapping(self, value: object, place: str, allowed: set[str]) -> dict[str, Any]:
        if not isinstance(value, dict):
            self.refuse("wrong-type", place, "This must be an object with named parts.")
            return {}
        for key in value:
            if key not in allowed:
                self.refuse("unknown-key", place, f"Remove or correct the unknown key “{key}”.")
        return value

    def items(self, value: object, place: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            self.refuse("wrong-type", place, "This must be a list.")
            return ()
        return tuple(read(item, f"{place}[{index}]") for index, item in enumerate(value))

    def key(self, value: object, place: str) -> str:
        if isinstance(value, str) and len(value) <= 60 and KEY.match(value):
            return value
        self.refuse("bad-key", place, "Give a key of small letters, digits and single hyphens, 60 at most.")
        return ""

    def string(self, value: object, place: str, default: str = "") -> str:
        if value is None:
            return default
        if isinstance(value, str):
            return value
        self.refuse("wrong-type", place, "This must be text.")
        return default

    def boolean(self, value: object, place: str, default: bool) -> bool:
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        self.refuse("wrong-type", place, "This must be true or false.")
        return default

    def whole(self, value: object, place: str, default: int = 0, least: int | None = 0) -> int:
        if value is None:
            return default
        if isinstance(value, int) and not isinstance(value, bool) and (least is None or value >= least):
            return value
        self.refuse(
            "wrong-type",
            place,
            "This must be a whole number" + (f" of at least {least}." if least is not None else "."),
        )
        return default

    def text(self, value: object, place: str, required: bool = False) -> Text:
        if value is None or value == {}:
            if required:
                self.refuse("missing-text", place, "Write this text, at least in English.")
            return NO_TEXT
        if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
            self.refuse(
                "wrong-type", place, 'Write a text as an object by language, for example {"en": "Your name"}.'
            )
            return NO_TEXT
        if required and not value.get("en", "").strip():
            self.refuse("missing-text", place, "Write this text in English: it is the source language.")
        return Text({str(language): words for language, words in value.items()})

    # -- conditions --------------------------------------------------------------------------------------

    def condition(self, value: object, place: str, depth: int = 0) -> Condition:
        nothing = All(())
        if depth > DEEPEST_CONDITION:
            self.refuse(
                "too-deep", place, f"Name parts of this condition: it nests deeper than {DEEPEST_CONDITION}."
            )
            return nothing
        if not isinstance(value, dict) or not value:
            self.refuse(
                "wrong-type", place, 'A condition must be an object such as {"question": …, "is": …}.'
            )
            return nothing
        if "question" in value:
            return self.comparison(value, place)
        if len(value) != 1:
            self.refuse("bad-condition", place, "Use exactly one of all, any, not or condition here.")
            return nothing
        ((word, part),) = value.items()
        if word == "all":
            return All(self.items(part, f"{place}.all", lambda v, p: self.condition(v, p, depth + 1)))
        if word == "any":
            return AnyOf(self.items(part, f"{place}.any", lambda v, p: self.condition(v, p, depth + 1)))
        if word == "not":
            return Not(self.condition(part, f"{place}.not", depth + 1))
        if word == "condition":
            return Named(self.key(part, f"{place}.condition"))
        self.refuse(
            "bad-condition", place, f"“{word}” is not a condition: use all, any, not, condition or question."
        )
        return nothing

    def comparison(self, value: Mapping[str, Any], place: str) -> Condition:
        question = self.key(value["question"], f"{place}.question")
        words = [word for word in value if word != "question"]
        if len(words) != 1 or words[0] not in OPERATORS:
            self.refuse(
                "bad-condition", place, f"Compare the question with exactly one of: {', '.join(OPERATORS)}."
            )
            return All(())
        return Comparison(question, words[0], self.operand(words[0], value[words[0]], f"{place}.{words[0]}"))

    def operand(self, operator: str, value: object, place: str) -> Operand:
        if operator in {"before", "after"}:
            return self.bound(value, place) or DateBound()
        if operator == "one_of":
            return self.items(value, place, self.string)
        if operator == "answered":
            return self.boolean(value, place, True)
        if operator in {"greater_than", "less_than"}:
            if isinstance(value, int | float) and not isinstance(value, bool):
                return value
            self.refuse("wrong-type", place, "Compare with a number here.")
            return 0
        if isinstance(value, str) or (operator != "contains" and isinstance(value, int | float | bool)):
            return value
        self.refuse(
            "wrong-type",
            place,
            "Compare with a text here, or, unless with contains, a number or true or false.",
        )
        return ""

    def optional_condition(self, value: object, place: str) -> Condition | None:
        return None if value is None else self.condition(value, place)

    def bound(self, value: object, place: str) -> DateBound | None:
        if value is None:
            return None
        if isinstance(value, str) and _is_day(value):
            return DateBound(date=value)
        if isinstance(value, dict):
            parts = self.mapping(value, place, {"years", "months", "days"})
            return DateBound(
                years=self.whole(parts.get("years"), f"{place}.years", least=None),
                months=self.whole(parts.get("months"), f"{place}.months", least=None),
                days=self.whole(parts.get("days"), f"{place}.days", least=None),
            )
        self.refuse("wrong-type", place, 'Write a day as "2027-03-31" or as {"years": -18} from today.')
        return None

    # -- pages -------------------------------------------------------------------------------------------

    def block(self, value: object, place: str) -> Block:
        kind = value.get("type") if isinstance(value, dict) else None
        return self.question(value, place) if kind in QUESTION_TYPES else self.content(value, place)

    def content(self, value: object, place: str) -> Content:
        parts = self.mapping(value, place, {"type", "text", "title", "show_when"})
        kind = self.string(parts.get("type"), f"{place}.type")
        if parts and kind not in CONTENT_TYPES:
            known = ", ".join((*CONTENT_TYPES, *QUESTION_TYPES))
            self.refuse("unknown-type", f"{place}.type", f"“{kind}” is not a type: use one of {known}.")
        return Content(
            type=kind,
            text=self.text(parts.get("text"), f"{place}.text", required=True),
            title=self.text(parts.get("title"), f"{place}.title", required=kind == "details"),
            show_when=self.optional_condition(parts.get("show_when"), f"{place}.show_when"),
        )

    def question(self, value: object, place: str) -> Question:
        parts = self.mapping(
            value,
            place,
            {
                "key", "type", "label", "hint", "required", "sensitive", "show_when", "options", "max_length",
                "earliest", "latest", "max_files", "accept", "autocomplete", "errors",
            },
        )  # fmt: skip
        kind = parts["type"]
        options = self.items(parts.get("options"), f"{place}.options", self.option)
        if kind in {"radios", "checkboxes"} and not options:
            self.refuse("no-options", place, "Give at least one option to choose from.")
        errors = parts.get("errors") or {}
        if not isinstance(errors, dict):
            self.refuse("wrong-type", f"{place}.errors", "Write error messages as an object by error code.")
            errors = {}
        return Question(
            key=self.key(parts.get("key"), f"{place}.key"),
            type=kind,
            label=self.text(parts.get("label"), f"{place}.label", required=True),
            hint=self.text(parts.get("hint"), f"{place}.hint"),
            required=self.boolean(parts.get("required"), f"{place}.required", True),
            sensitive=self.boolean(parts.get("sensitive"), f"{place}.sensitive", False),
            show_when=self.optional_condition(parts.get("show_when"), f"{place}.show_when"),
            options=options,
            max_length=self.whole(parts.get("max_length"), f"{place}.max_length"),
            earliest=self.bound(parts.get("earliest"), f"{place}.earliest"),
            latest=self.bound(parts.get("latest"), f"{place}.latest"),
            max_files=self.whole(parts.get("max_files"), f"{place}.max_files", default=1, least=1),
            accept=self.items(parts.get("accept"), f"{place}.accept", self.string),
            autocomplete=self.string(parts.get("autocomplete"), f"{place}.autocomplete"),
            errors={str(code): self.text(words, f"{place}.errors.{code}") for code, words in errors.items()},
        )

    def option(self, value: object, place: str) -> Option:
        parts = self.mapping(value, place, {"key", "label", "hint"})
        return Option(
            key=self.key(parts.get("key"), f"{place}.key"),
            label=self.text(parts.get("label"), f"{place}.label", required=True),
            hint=self.text(parts.get("hint"), f"{place}.hint"),
        )

    def page(self, value: object, place: str) -> Page:
        parts = self.mapping(value, place, {"key", "title", "blocks", "show_when", "exit"})
        return Page(
            key=self.key(parts.get("key"), f"{place}.key"),
            title=self.text(parts.get("title"), f"{place}.title", required=True),
            blocks=self.items(parts.get("blocks"), f"{place}.blocks", self.block),
            show_when=self.optional_condition(parts.get("show_when"), f"{place}.show_when"),
            exit=self.boolean(parts.get("exit"), f"{place}.exit", False),
        )

    def fee(self, value: object, place: str) -> FeeLine:
        parts = self.mapping(
            value, place, {"key", "label", "amount_pence", "ledger_code", "vat_code", "when"}
        )
        return FeeLine(
            key=self.key(parts.get("key"), f"{place}.key"),
            label=self.text(parts.get("label"), f"{place}.label", required=True),
            amount_pence=self.whole(parts.get("amount_pence"), f"{place}.amount_pence"),
            ledger_code=self.string(parts.get("ledger_code"), f"{place}.ledger_code"),
            vat_code=self.string(parts.get("vat_code"), f"{place}.vat_code"),
            when=self.optional_condition(parts.get("when"), f"{place}.when"),
        )

    def contact(self, value: object, place: str) -> Contact:
        parts = self.mapping(value or {}, place, {"name", "email", "mobile"})
        return Contact(
            **{
                part: self.key(key, f"{place}.{part}")
                for part, key in parts.items()
                if part in {"name", "email", "mobile"}
            }
        )

    # -- the whole ---------------------------------------------------------------------------------------

    def definition(self, document: object) -> Definition:
        parts = self.mapping(
            document,
            "",
            {
                "format", "slug", "kind", "audience", "title", "summary", "service", "routes", "pages", "conditions", "fees",
                "contact", "location", "start", "outcome", "declaration", "retention_days", "purpose", "lawful_basis",
            },
        )  # fmt: skip
        if parts.get("format") != FORMAT:
            self.refuse("wrong-format", "format", f"This must say “{FORMAT}”.")
        kind = self.string(parts.get("kind"), "kind")
        if kind not in KINDS:
            self.refuse("wrong-kind", "kind", f"Choose one of {', '.join(KINDS)}.")
        conditions = parts.get("conditions") or {}
        if not isinstance(conditions, dict):
            self.refuse("wrong-type", "conditions", "Write conditions as an object by key.")
            conditions = {}
        pages = self.items(parts.get("pages"), "pages", self.page)
        if not pages:
            self.refuse("no-pages", "pages", "Give the journey at least one page.")
        return Definition(
            slug=self.key(parts.get("slug"), "slug"),
            kind=kind,
            title=self.text(parts.get("title"), "title", required=True),
            summary=self.text(parts.get("summary"), "summary"),
            audience=self.string(parts.get("audience"), "audience", default="public"),
            service=self.key(parts.get("service"), "service"),
            routes=self.items(parts.get("routes"), "routes", self.key),
            pages=pages,
            conditions={
                self.key(name, f"conditions.{name}"): self.condition(value, f"conditions.{name}")
                for name, value in conditions.items()
            },
            fees=self.items(parts.get("fees"), "fees", self.fee),
            contact=self.contact(parts.get("contact"), "contact"),
            location=self.string(parts.get("location"), "location"),
            start=self.items(parts.get("start"), "start", self.content),
            outcome=self.items(parts.get("outcome"), "outcome", self.content),
            declaration=self.text(parts.get("declaration"), "declaration"),
            retention_days=self.whole(parts.get("retention_days"), "retention_days"),
            purpose=self.text(parts.get("purpose"), "purpose"),
            lawful_basis=self.string(parts.get("lawful_basis"), "lawful_basis"),
        )
