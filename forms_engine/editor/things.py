"""A document flattened to the things an editor knows: pages, questions, options, conditions, fees, each with what can be
read of it. Made for comparing; tolerant, as a draft may be anything."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from forms_engine.definition.question_types import QUESTION_TYPE
from forms_engine.definition.sets import QUESTION_SET
from forms_engine.editor.editing.sentences import sentence, subjects
from forms_engine.editor.wording import pence_words, value_words

LANGUAGE_NAMES = {"en": "English", "cy": "Welsh"}
PART_NAMES = {
    "slug": "address",
    "show_when": "shown when",
    "when": "applies when",
    "exit": "ends the journey",
    "sign_in": "sign-in",
    "colleagues": "seen in a partner organisation by",
    "ask_again": "asked anew each time",
    "amount_pence": "amount",
    "per": "for each",
    "ledger_code": "ledger code",
    "vat_code": "VAT code",
    "retention_days": "days kept",
    "lawful_basis": "lawful basis",
    "list": "options list",
    "accept": "files accepted",
    "max_files": "most files",
    "max_megabytes": "most megabytes",
}
# Parts that are things of their own, and the keys by which things are known.
INNER = {
    "key",
    "pages",
    "blocks",
    "options",
    "concessions",
    "conditions",
    "fees",
    "start",
    "outcome",
    "lists",
    "sections",
}
CONDITIONS = {"show_when", "when"}
PENCE = {"amount_pence", "pence_off", "pays_pence"}


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing: the ``home`` it stands in (another thing's key), the ``family`` it is ordered among, and its parts as an
    editor reads them."""

    kind: str
    name: str
    home: str = ""
    family: str = ""
    ordered: bool = True
    parts: dict[str, str] = field(default_factory=dict)


def things_of(document: Any) -> dict[str, Thing]:
    """Every thing under a key of its own, in the order of the document. Of two with the same key the first counts."""
    found: dict[str, Thing] = {}
    if isinstance(document, dict):
        for key, thing in _Walk(document).things():
            found.setdefault(key, thing)
    return found


class _Walk:
    """Goes through one document, from its start page to its outcome."""

    def __init__(self, document: dict[str, Any]) -> None:
        self.document = document
        self.subjects = subjects(document, {})

    def things(self) -> Iterator[tuple[str, Thing]]:
        document = self.document
        yield "journey", Thing("Journey", "", parts=self.parts(document))
        yield "start", Thing("Start page", "")
        yield from self.blocks("start", document.get("start"))
        for key, name in _members(document.get("sections")):
            yield f"section {key}", Thing("Section", _words(name) or key, parts=_text_parts("name", name))
        for page in _objects(document.get("pages")):
            yield from self.page(page, "")
            for inner in _objects(page.get("pages")):  # groups do not nest
                yield from self.page(inner, f"page {page.get('key')}")
        for key, options in _members(document.get("lists")):
            yield f"list {key}", Thing("List of options", key, ordered=False)
            yield from self.options(f"list {key}", options)
        for key, condition in _members(document.get("conditions")):
            parts = {"condition": sentence(condition, self.subjects)}
            yield f"condition {key}", Thing("Condition", key, ordered=False, parts=parts)
        for line in _objects(document.get("fees")):
            yield from self.fee(line)
        yield "outcome", Thing("What happens next", "")
        yield from self.blocks("outcome", document.get("outcome"))

    def page(self, page: dict[str, Any], home: str) -> Iterator[tuple[str, Thing]]:
        key = f"page {page.get('key')}"
        kind = "Group" if isinstance(page.get("pages"), list) else "Page"
        yield key, Thing(kind, _named(page, "title"), home, "page", parts=self.parts(page))
        yield from self.blocks(key, page.get("blocks"))

    def blocks(self, home: str, blocks: Any) -> Iterator[tuple[str, Thing]]:
        seen: Counter[str] = Counter()
        for block in _objects(blocks):
            kind = str(block.get("type"))
            if isinstance(block.get("key"), str):
                key = f"question {block['key']}"
                yield key, Thing("Question", _named(block, "label"), home, "block", parts=self.parts(block))
                yield from self.options(key, block.get("options"))
            elif kind == QUESTION_SET:
                name = str(block.get("set"))
                yield (
                    f"{home} set {name}",
                    Thing("Question set", name, home, "block", parts=self.parts(block)),
                )
            else:
                seen[kind] += 1
                name = f"{kind} {seen[kind]}"
                yield f"{home} {name}", Thing("Content", name, home, kind, parts=self.parts(block))

    def options(self, home: str, options: Any) -> Iterator[tuple[str, Thing]]:
        for option in _objects(options):
            key = f"{home} option {option.get('key')}"
            yield key, Thing("Option", _named(option, "label"), home, "option", parts=self.parts(option))

    def fee(self, line: dict[str, Any]) -> Iterator[tuple[str, Thing]]:
        key = f"fee {line.get('key')}"
        yield key, Thing("Fee", _named(line, "label"), "", "fee", parts=self.parts(line))
        for concession in _objects(line.get("concessions")):
            here = f"{key} concession {concession.get('key')}"
            yield (
                here,
                Thing(
                    "Concession", _named(concession, "label"), key, "concession", parts=self.parts(concession)
                ),
            )

    def parts(self, thing: dict[str, Any]) -> dict[str, str]:
        said: dict[str, str] = {}
        for part, value in thing.items():
            name = PART_NAMES.get(part, part.replace("_", " "))
            if part in INNER or value is None:
                continue
            if part == "errors":
                for code, words in _members(value):
                    said |= _text_parts(f"message for “{code}”", words)
            elif _is_text(value):
                said |= _text_parts(name, value)
            elif part in CONDITIONS:
                said[name] = sentence(value, self.subjects)
            elif part == "rows":
                said["table"] = "; ".join(self.row(row) for row in _objects(value))
            elif part in PENCE:
                said[name] = pence_words(value)
            elif part == "type":
                known = QUESTION_TYPE.get(value) if isinstance(value, str) else None
                said[name] = known.name if known else value_words(value)
            else:
                said[name] = value_words(value)
        return said

    def row(self, row: dict[str, Any]) -> str:
        amount = pence_words(row.get("amount_pence"))
        when = row.get("when")
        return f"{amount} when {sentence(when, self.subjects)}" if when else f"{amount} otherwise"


def _text_parts(name: str, text: Any) -> dict[str, str]:
    """A text's parts, one a language; the language is said only where it is not English."""
    if not _is_text(text):
        return {name: value_words(text)} if text else {}
    return {
        name if language == "en" else f"{name} in {LANGUAGE_NAMES.get(language, language)}": words
        for language, words in text.items()
    }


def _is_text(value: Any) -> bool:
    return (
        isinstance(value, dict)
        and bool(value)
        and all(isinstance(words, str) for words in value.values())
        and all(isinstance(language, str) and 2 <= len(language.split("-")[0]) <= 3 for language in value)
        and "en" in value
    )


def _named(thing: dict[str, Any], part: str) -> str:
    return _words(thing.get(part)) or str(thing.get("key"))


def _words(text: Any) -> str:
    words = text.get("en") if isinstance(text, dict) else ""
    return words if isinstance(words, str) else ""


def _objects(value: Any) -> list[dict[str, Any]]:
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def _members(value: Any) -> list[tuple[str, Any]]:
    return [(str(key), part) for key, part in value.items()] if isinstance(value, dict) else []
