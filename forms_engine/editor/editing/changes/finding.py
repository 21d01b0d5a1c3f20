"""Finding parts of a draft document, which may have any fault: what is not of the right kind is passed over.

A page or group is found by its **address**: its key, or, of a key that is there twice, ``key~2`` for the second. A block,
a fee line or an option is found by its number in its list, from 0.
"""

import copy
from collections.abc import Iterator
from typing import Any

from forms_engine.definition.question_types import QUESTION_TYPE

Document = dict[str, Any]
Part = dict[str, Any]


class NotThere(LookupError):
    """The draft has no such part (any more)."""


def copied(document: Document) -> Document:
    """A copy that can be altered without touching the original."""
    return copy.deepcopy(document)


def objects(value: object) -> list[Part]:
    """The objects of a list, passing over whatever else it may hold."""
    return [part for part in value if isinstance(part, dict)] if isinstance(value, list) else []


def is_group(part: Part) -> bool:
    """Whether a part of ``pages`` is a group: it has pages of its own."""
    return "pages" in part


def is_question(block: Part) -> bool:
    """Whether a block asks something."""
    return isinstance(block.get("type"), str) and block["type"] in QUESTION_TYPE


def parts(document: Document) -> list[Part]:
    """The pages and groups in the order asked."""
    return objects(document.get("pages"))


def groups(document: Document) -> list[Part]:
    """The groups in order."""
    return [part for part in parts(document) if is_group(part)]


def all_pages(document: Document) -> Iterator[Part]:
    """Every page in order, those of groups in their place."""
    for part in parts(document):
        if is_group(part):
            yield from objects(part.get("pages"))
        else:
            yield part


def blocks_of(page: Part) -> list[Part]:
    """A page's blocks."""
    return objects(page.get("blocks"))


def questions(document: Document) -> Iterator[tuple[Part, Part]]:
    """Every question with its page, in order."""
    for page in all_pages(document):
        for block in blocks_of(page):
            if is_question(block):
                yield page, block


def addresses(document: Document) -> list[tuple[str, Part, Part | None]]:
    """Every page and group as (address, part, the group it is in or None), in order."""
    found: list[tuple[str, Part, Part | None]] = []
    seen: dict[str, int] = {}

    def add(part: Part, group: Part | None) -> None:
        key = str(part.get("key", ""))
        seen[key] = seen.get(key, 0) + 1
        found.append((key if seen[key] == 1 else f"{key}~{seen[key]}", part, group))

    for part in parts(document):
        add(part, None)
        if is_group(part):
            for page in objects(part.get("pages")):
                add(page, part)
    return found


def find_part(document: Document, address: str) -> Part:
    """The page or group at an address.

    Raises:
        NotThere: where there is none.
    """
    for found, part, _group in addresses(document):
        if found == address:
            return part
    raise NotThere(address)


def address_of(document: Document, wanted: Part) -> str:
    """The address of a page or group that is in the document (the very object).

    Raises:
        NotThere: where it is not.
    """
    for found, part, _group in addresses(document):
        if part is wanted:
            return found
    raise NotThere(str(wanted.get("key")))


def siblings(document: Document, part: Part) -> list[Any]:
    """The list that a page or group stands in.

    Raises:
        NotThere: where it is not in the document.
    """
    for holder in (document, *groups(document)):
        entries = holder.get("pages")
        if isinstance(entries, list) and any(entry is part for entry in entries):
            return entries
    raise NotThere(str(part.get("key")))


def group_of(document: Document, page: Part) -> Part | None:
    """The group that a page is in, if any."""
    return next(
        (group for group in groups(document) if any(one is page for one in objects(group.get("pages")))), None
    )


def entries_of(holder: Part, name: str) -> list[Any]:
    """The list under ``name``, put there empty where it is missing or no list."""
    if not isinstance(holder.get(name), list):
        holder[name] = []
    entries: list[Any] = holder[name]
    return entries


def entry_at(holder: Part, name: str, number: int) -> Part:
    """The object at ``number`` of the list under ``name``.

    Raises:
        NotThere: where there is none.
    """
    entries = holder.get(name)
    if isinstance(entries, list) and 0 <= number < len(entries) and isinstance(entries[number], dict):
        found: Part = entries[number]
        return found
    raise NotThere(f"{name}[{number}]")


def table_of(document: Document, name: str) -> dict[str, Any]:
    """The object by key under ``name`` (conditions, lists, sections), put there empty where it is missing."""
    if not isinstance(document.get(name), dict):
        document[name] = {}
    table: dict[str, Any] = document[name]
    return table


def english(text: object) -> str:
    """A text's English, or an empty string."""
    words = text.get("en") if isinstance(text, dict) else None
    return words if isinstance(words, str) else ""
