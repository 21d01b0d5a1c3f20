"""A draft as its editors see it: pages in order with what stands on them, in words."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from forms_engine.editor.editing.changes.blocks import holder_blocks
from forms_engine.editor.editing.changes.finding import (
    Document,
    Part,
    addresses,
    blocks_of,
    english,
    find_part,
    is_group,
    is_question,
    objects,
)
from forms_engine.editor.editing.homes import Change, Home, PartChanged
from forms_engine.editor.editing.memory import digest
from forms_engine.editor.editing.names import type_name
from forms_engine.editor.editing.places import Found
from forms_engine.editor.editing.sentences import Subject, name_of, sentence
from forms_engine.editor.services import DraftLocked, DraftRefused, StaleDraft

LONGEST_EXCERPT = 80  # characters of a text in a list


@dataclass(frozen=True, slots=True)
class BlockRow:
    """One block in a list."""

    number: int
    name: str
    type_name: str
    is_question: bool
    url: str
    shown_when: str
    notes: tuple[str, ...]
    findings: tuple[Found, ...]
    problem_count: int = 0
    left_count: int = 0


@dataclass(frozen=True, slots=True)
class PageRow:
    """One page or group in a list. ``seen`` is the fingerprint of its blocks, which a click on one of them carries."""

    address: str
    key: str
    title: str
    url: str
    is_group: bool
    is_exit: bool
    section: str
    shown_when: str
    item: str
    blocks: tuple[BlockRow, ...]
    pages: tuple["PageRow", ...]
    findings: tuple[Found, ...]
    seen: str
    in_group: bool = False
    number: str = ""
    measures: Any = None
    all_findings: tuple[Found, ...] = field(default=())


def shown_when(condition: Any, known: Mapping[str, Subject]) -> str:
    """When something is shown, as a clause that begins with "when"; empty for always."""
    return f"when {sentence(condition, known)}" if isinstance(condition, dict) else ""


def rows(home: Home, found: list[Found], measures: Mapping[str, Any]) -> list[PageRow]:
    """Every page and group of the draft, in order. ``measures`` are by page key."""
    document, known = home.document, home.known()
    by_page: dict[str, list[Found]] = {}
    for one in found:
        by_page.setdefault(one.place.page, []).append(one)
    made: list[PageRow] = []
    inner: dict[int, list[PageRow]] = {}
    for address, part, group in reversed(addresses(document)):
        row = _row(home, address, part, known, by_page.get(address, []), measures, in_group=group is not None)
        if group is not None:
            inner.setdefault(id(group), []).insert(0, row)
        elif is_group(part):
            made.insert(0, replace(row, pages=tuple(inner.get(id(part), ()))))
        else:
            made.insert(0, row)
    numbered = []
    for number, row in enumerate(made, 1):
        numbered.append(
            replace(
                row,
                number=str(number),
                pages=tuple(
                    replace(one, number=f"{number}.{place}") for place, one in enumerate(row.pages, 1)
                ),
            )
        )
    return numbered


def row_of(home: Home, address: str, found: list[Found], *, with_pages: bool = False) -> PageRow:
    """One page or group."""
    part, known = find_part(home.document, address), home.known()
    row = _row(home, address, part, known, [one for one in found if one.place.page == address], {})
    if not with_pages or not is_group(part):
        return row
    inner = [
        _row(home, one, page, known, [], {}, in_group=True)
        for one, page, group in addresses(home.document)
        if group is part
    ]
    return replace(row, pages=tuple(inner))


def _row(
    home: Home,
    address: str,
    part: Part,
    known: Mapping[str, Subject],
    found: list[Found],
    measures: Mapping[str, Any],
    *,
    in_group: bool = False,
) -> PageRow:
    sections = home.document.get("sections")
    section = str(part.get("section") or "")
    words = sections.get(section) if isinstance(sections, dict) else None
    own = tuple(one for one in found if one.place.screen == "page")
    measured = measures.get(str(part.get("key")))
    return PageRow(
        address=address,
        key=str(part.get("key", "")),
        title=english(part.get("title")) or name_of(str(part.get("key", ""))),
        url=home.url("page", address=address),
        is_group=is_group(part),
        is_exit=part.get("exit") is True,
        section=(english(words) or name_of(section)) if section else "",
        shown_when=shown_when(part.get("show_when"), known),
        item=english(part.get("item")),
        blocks=() if is_group(part) else block_rows(home, home.document, address, found, known, measured),
        pages=(),
        findings=own,
        seen=digest(part.get("blocks")),
        in_group=in_group,
        measures=measured,
        all_findings=tuple(found),
    )


def block_rows(
    home: Home,
    document: Document,
    holder: str,
    found: list[Found],
    known: Mapping[str, Subject] | None = None,
    measured: Any = None,
) -> tuple[BlockRow, ...]:
    """What stands on a page, in order."""
    known = home.known() if known is None else known
    by_number: dict[Any, list[Found]] = {}
    counted = {one.question: one for one in measured.questions} if measured is not None else {}
    for one in found:
        if one.place.screen == "block" and one.place.parts.get("holder") == holder:
            by_number.setdefault(one.place.parts.get("number"), []).append(one)
    made = []
    for number, block in enumerate(holder_blocks(document, holder)):
        block = block if isinstance(block, dict) else {}
        asked = counted.get(str(block.get("key")))
        made.append(
            BlockRow(
                number=number,
                name=_name(block),
                type_name=type_name(block.get("type")),
                is_question=is_question(block),
                url=home.url("block", holder=holder, number=number),
                shown_when=shown_when(block.get("show_when"), known),
                notes=_notes(block),
                findings=tuple(by_number.get(number, ())),
                problem_count=asked.errors if asked else 0,
                left_count=asked.left if asked else 0,
            )
        )
    return tuple(made)


def _name(block: Part) -> str:
    words = english(block.get("label")) or english(block.get("title")) or english(block.get("text"))
    if not words and block.get("type") == "question_set":
        words = name_of(str(block.get("set", "")))
    first = words.strip().partition("\n")[0]
    return first if len(first) <= LONGEST_EXCERPT else f"{first[:LONGEST_EXCERPT].rstrip()}…"


def _notes(block: Part) -> tuple[str, ...]:
    """What is out of the ordinary about a question."""
    if not is_question(block):
        return ()
    count = len(objects(block.get("options")))
    said = [
        "may be left empty" if block.get("required") is False else "",
        "sensitive" if block.get("sensitive") is True else "",
        f"{count} answers" if count else "",
        f"list “{name_of(block['list'])}”" if isinstance(block.get("list"), str) else "",
    ]
    return tuple(one for one in said if one)


def neighbours(document: Document, address: str) -> dict[str, str]:
    """The addresses of the pages before and after one, for going on without the overview."""
    found = [one for one, _part, _group in addresses(document)]
    place = found.index(address) if address in found else -1
    return {
        "before": found[place - 1] if place > 0 else "",
        "after": found[place + 1] if 0 <= place < len(found) - 1 else "",
    }


def question_count(document: Document) -> int:
    """How many questions a draft asks."""
    return sum(
        is_question(block) for _address, part, _group in addresses(document) for block in blocks_of(part)
    )


def carry_out(
    request: HttpRequest, home: Home, make: Change, still: Callable[[Document], bool], *, done: str, to: str
) -> HttpResponse:
    """Make a change that nothing was typed for, and go on to ``to`` with a message of how it went."""
    try:
        home.change(make, still)
    except (PartChanged, StaleDraft):
        messages.warning(request, "Somebody has changed this meanwhile, so nothing was done. Look again.")
    except (DraftLocked, DraftRefused) as refused:
        messages.error(request, str(refused))
    else:
        if done:
            messages.success(request, done)
    return redirect(to)
