"""Where a finding or a use is: which screen mends it, and what that place is called."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from forms_engine.definition.errors import Finding
from forms_engine.editor.editing.changes.blocks import OUTCOME, START
from forms_engine.editor.editing.changes.finding import (
    Document,
    addresses,
    english,
    is_group,
    is_question,
    objects,
)
from forms_engine.editor.editing.names import type_name
from forms_engine.editor.editing.sentences import name_of

_STEP = re.compile(r"([a-z_]+)(?:\[(\d+)\])?")
_WORDS = re.compile(r"(page|group|question|fee|condition|list|section) ([a-z0-9-]+)(?:, (.*))?\Z", re.S)


@dataclass(frozen=True, slots=True)
class Place:
    """A screen (its name and what its address needs), what it is about in words, and the page it belongs to."""

    screen: str
    parts: Mapping[str, Any]
    name: str
    page: str = ""

    @property
    def key(self) -> tuple[Any, ...]:
        """What tells it from other places."""
        return (self.screen, *sorted((name, str(value)) for name, value in self.parts.items()))


@dataclass(frozen=True, slots=True)
class Found:
    """One finding at its place."""

    finding: Finding
    place: Place

    @property
    def is_error(self) -> bool:
        """Whether it has to be mended before publishing."""
        return self.finding.severity == "error"


OVERVIEW = Place("overview", {}, "The journey")
SETTINGS = Place("settings", {}, "Settings")

# Parts of the document that are on the settings screen.
_SETTINGS = frozenset(
    [
        "slug",
        "kind",
        "audience",
        "sign_in",
        "colleagues",
        "title",
        "summary",
        "translations",
        "service",
        "routes",
        "opens",
        "closes",
        "retention_days",
        "purpose",
        "lawful_basis",
        "contact",
        "location",
        "booking",
        "duplicates",
    ]
)


class Atlas:
    """Every place of a document, found once."""

    def __init__(self, document: Document, sets: Mapping[str, list[Any]]) -> None:
        self.document = document
        self.by_path: dict[str, Place] = {}
        self.by_key: dict[tuple[str, str], Place] = {}
        self._read(sets)

    def place_of(self, where: str) -> Place:
        """The place that a finding's ``place`` (a path, or words such as "question email") is about."""
        worded = _WORDS.match(where)
        if worded:
            found = self._worded(*worded.groups())
            if found:
                return found
        path = ""
        best = OVERVIEW
        for name, number in _STEP.findall(where.split(",")[0]):
            path = f"{path}.{name}" if path else name
            if number:
                path = f"{path}[{number}]"
            best = self.by_path.get(path, best)
        first = _STEP.match(where)
        if best is OVERVIEW and first and first[1] in _SETTINGS:
            return SETTINGS
        return self._keyed(where) or best

    def findings(self, findings: list[Finding]) -> list[Found]:
        """Findings at their places, errors first, otherwise as they came."""
        placed = [Found(finding, self.place_of(finding.place)) for finding in findings]
        return sorted(placed, key=lambda one: not one.is_error)

    def _worded(self, kind: str, key: str, rest: str | None) -> Place | None:
        found = self.by_key.get((kind, key)) or (self.by_key.get(("group", key)) if kind == "page" else None)
        block = re.match(r"block (\d+)", rest or "")
        if found and block and kind == "page":
            index = self._paths.get(key, "")
            return self.by_path.get(f"{index}.blocks[{int(block[1]) - 1}]", found)
        return found

    def _keyed(self, where: str) -> Place | None:
        """Named parts, whose keys have hyphens that no path step has."""
        for table, screen in (("conditions", "condition"), ("lists", "list"), ("sections", "section")):
            if where.startswith(f"{table}."):
                return self.by_key.get((screen, re.split(r"[.\[]", where)[1]))
        return None

    def _read(self, sets: Mapping[str, list[Any]]) -> None:
        document = self.document
        self._paths: dict[str, str] = {}
        found = {id(part): address for address, part, _group in addresses(document)}
        for path, part in _placed(document.get("pages"), "pages"):
            address = found.get(id(part), "")
            title = english(part.get("title")) or name_of(str(part.get("key", "")))
            kind = "group" if is_group(part) else "page"
            place = Place("page", {"address": address}, f"{kind.capitalize()} “{title}”", address)
            self.by_path[path] = place
            self.by_key.setdefault((kind, str(part.get("key"))), place)
            self._paths.setdefault(str(part.get("key")), path)
            self._blocks(part.get("blocks"), f"{path}.blocks", address, title, sets)
        for name, holder, title in (
            ("start", START, "Start page"),
            ("outcome", OUTCOME, "What happens next"),
        ):
            self.by_path[name] = self.by_key[(name, "")] = Place("texts", {"holder": holder}, title)
            self._blocks(document.get(name), name, holder, title, {})
        self.by_path["declaration"] = Place("declaration", {}, "Declaration")
        self._fees()
        for table, kind, screen in (
            ("conditions", "condition", "condition"), ("lists", "list", "options_list"), ("sections", "section", "sections"),
        ):  # fmt: skip
            entries = document.get(table)
            for key in entries if isinstance(entries, dict) else ():
                parts = {} if kind == "section" else {"key": key}
                self.by_key[(kind, key)] = Place(screen, parts, f"{kind.capitalize()} “{name_of(key)}”")

    def _blocks(self, blocks: Any, path: str, holder: str, title: str, sets: Mapping[str, list[Any]]) -> None:
        """The blocks of a page. Findings count them as they are with question sets copied in."""
        counted = 0
        for number, block in enumerate(blocks if isinstance(blocks, list) else []):
            block = block if isinstance(block, dict) else {}
            kind = block.get("type")
            name = (
                f"“{english(block.get('label'))}”"
                if is_question(block)
                else f"{type_name(kind)} on “{title}”"
            )
            place = Place("block", {"holder": holder, "number": number}, name, holder)
            copies = objects(sets.get(str(block.get("set")))) if kind == "question_set" else [block]
            for copy in copies or [block]:
                self.by_path[f"{path}[{counted}]"] = place
                if is_question(copy):
                    self.by_key.setdefault(("question", str(copy.get("key"))), place)
                counted += 1

    def _fees(self) -> None:
        fees = self.document.get("fees")
        for number, fee in enumerate(fees if isinstance(fees, list) else []):
            if isinstance(fee, dict):
                name = english(fee.get("label")) or name_of(str(fee.get("key", "")))
                place = Place("fee", {"number": number}, f"Fee “{name}”")
                self.by_path[f"fees[{number}]"] = place
                self.by_key.setdefault(("fee", str(fee.get("key"))), place)


def _placed(pages: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for number, part in enumerate(pages if isinstance(pages, list) else []):
        if isinstance(part, dict):
            yield f"{path}[{number}]", part
            if is_group(part) and path == "pages":
                yield from _placed(part.get("pages"), f"pages[{number}].pages")
