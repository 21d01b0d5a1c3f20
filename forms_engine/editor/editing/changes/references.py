"""Where a question, a condition, an option, a list or a section is used, and giving it another key everywhere."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from forms_engine.definition.document import CONTACT_PARTS
from forms_engine.editor.editing.changes.finding import (
    Document,
    NotThere,
    Part,
    all_pages,
    blocks_of,
    copied,
    groups,
    is_group,
    is_question,
    objects,
    table_of,
)

_OPTION_OPERATORS = ("is", "is_not", "contains", "one_of")


@dataclass(frozen=True, slots=True)
class Use:
    """One use of something, at a place written as findings write theirs (``pages[2].show_when``)."""

    place: str


@dataclass(frozen=True, slots=True)
class Site:
    """Where a condition can be: the object that has it and under which name."""

    place: str
    holder: Part
    name: str

    @property
    def condition(self) -> Any:
        """The condition as written; None where there is none."""
        return self.holder.get(self.name)


def condition_sites(document: Document) -> Iterator[Site]:
    """Every condition of the document, in the order written."""
    for place, page in _placed_pages(document):
        if isinstance(page.get("show_when"), dict):
            yield Site(f"{place}.show_when", page, "show_when")
        if not is_group(page):
            yield from _block_sites(page.get("blocks"), f"{place}.blocks")
    for name in ("start", "outcome"):
        yield from _block_sites(document.get(name), name)
    fees = document.get("fees")
    for number, fee in enumerate(fees if isinstance(fees, list) else []):
        if not isinstance(fee, dict):
            continue
        if isinstance(fee.get("when"), dict):
            yield Site(f"fees[{number}].when", fee, "when")
        for rows in ("rows", "concessions"):
            entries = fee.get(rows)
            for row_number, row in enumerate(entries if isinstance(entries, list) else []):
                if isinstance(row, dict) and isinstance(row.get("when"), dict):
                    yield Site(f"fees[{number}].{rows}[{row_number}].when", row, "when")
    booking = document.get("booking")
    if isinstance(booking, dict) and isinstance(booking.get("when"), dict):
        yield Site("booking.when", booking, "when")
    conditions = document.get("conditions")
    for key, condition in (conditions if isinstance(conditions, dict) else {}).items():
        if isinstance(condition, dict):
            yield Site(f"conditions.{key}", conditions, key)  # type: ignore[arg-type]  # a dict where it has items


def _block_sites(blocks: object, place: str) -> Iterator[Site]:
    for number, block in enumerate(blocks if isinstance(blocks, list) else []):
        if isinstance(block, dict) and isinstance(block.get("show_when"), dict):
            yield Site(f"{place}[{number}].show_when", block, "show_when")


def _placed_pages(document: Document) -> Iterator[tuple[str, Part]]:
    """Every page and group with its place; a group before its pages."""
    pages = document.get("pages")
    for number, part in enumerate(pages if isinstance(pages, list) else []):
        if not isinstance(part, dict):
            continue
        yield f"pages[{number}]", part
        inner = part.get("pages")
        for inner_number, page in enumerate(inner if isinstance(inner, list) else []):
            if isinstance(page, dict):
                yield f"pages[{number}].pages[{inner_number}]", page


def leaves_of(condition: Any) -> Iterator[Part]:
    """The comparisons and named conditions that a condition as written is made of, in order, however deep."""
    waiting = [condition]
    while waiting:
        part = waiting.pop()
        if not isinstance(part, dict):
            continue
        if "question" in part or "condition" in part:
            yield part
        for name in ("not", "any", "all"):
            inner = part.get(name)
            waiting.extend(reversed(inner) if isinstance(inner, list) else [inner])


def uses_of_question(document: Document, key: str) -> list[Use]:
    """Where a question's (or group's) answers are used, in the order written."""
    found = [
        Use(site.place)
        for site in condition_sites(document)
        if any(leaf.get("question") == key for leaf in leaves_of(site.condition))
    ]
    found += [Use(place) for place, holder, name in _key_sites(document) if holder.get(name) == key]
    found += [
        Use(place)
        for place, holder, name in _input_sites(document)
        if str(holder.get(name)).partition(".")[0] == key
    ]
    return found


def uses_of_option(document: Document, question: str, option: str) -> list[Use]:
    """Where conditions look for one of a question's options."""
    return [
        Use(site.place)
        for site in condition_sites(document)
        if any(
            leaf.get("question") == question and option in _options_named(leaf)
            for leaf in leaves_of(site.condition)
        )
    ]


def uses_of_condition(document: Document, key: str) -> list[Use]:
    """Where a named condition is used."""
    return [
        Use(site.place)
        for site in condition_sites(document)
        if any(leaf.get("condition") == key for leaf in leaves_of(site.condition))
    ]


def uses_of_list(document: Document, key: str) -> list[Use]:
    """Which questions take their options from a list."""
    return [
        Use(f"{place}.blocks[{number}].list")
        for place, page in _placed_pages(document)
        if not is_group(page)
        for number, block in enumerate(blocks_of(page))
        if block.get("list") == key
    ]


def uses_of_section(document: Document, key: str) -> list[Use]:
    """Which pages and groups stand under a section's name."""
    return [Use(f"{place}.section") for place, page in _placed_pages(document) if page.get("section") == key]


def uses_outside(document: Document, part: Part) -> list[Use]:
    """Where something that is not in ``part`` (a page or group of the document) uses a question that is."""
    place = next((where for where, found in _placed_pages(document) if found is part), None)
    if place is None:
        raise NotThere(str(part.get("key")))
    pages = objects(part.get("pages")) if is_group(part) else [part]
    keys = [str(block.get("key")) for page in pages for block in blocks_of(page) if is_question(block)]
    if is_group(part):
        keys.append(str(part.get("key")))
    inside = (f"{place}.", f"{place}[")
    found = dict.fromkeys(use for key in keys for use in uses_of_question(document, key))
    return [use for use in found if not use.place.startswith(inside)]


def _key_sites(document: Document) -> Iterator[tuple[str, Part, str]]:
    """Where a question's key stands by itself, outside conditions."""
    for place, part in _placed_pages(document):
        if is_group(part):
            yield f"{place}.count", part, "count"
    contact = document.get("contact")
    if isinstance(contact, dict):
        yield from ((f"contact.{name}", contact, name) for name in CONTACT_PARTS)
    yield "location", document, "location"
    fees = document.get("fees")
    for number, fee in enumerate(fees if isinstance(fees, list) else []):
        if isinstance(fee, dict):
            yield f"fees[{number}].per", fee, "per"
            yield f"fees[{number}].amount_from", fee, "amount_from"
    duplicates = document.get("duplicates")
    if isinstance(duplicates, dict):
        yield "duplicates.category", duplicates, "category"


def _input_sites(document: Document) -> Iterator[tuple[str, Part, str]]:
    """Where a look-up is asked with an answer, or (``question.part``) with a part of one."""
    for place, part in _placed_pages(document):
        lookup = part.get("lookup")
        inputs = lookup.get("inputs") if isinstance(lookup, dict) else None
        if isinstance(inputs, dict):
            yield from ((f"{place}.lookup", inputs, name) for name in inputs)


def _options_named(leaf: Part) -> list[Any]:
    found: list[Any] = []
    for operator in _OPTION_OPERATORS:
        value = leaf.get(operator)
        found += value if isinstance(value, list) else [value]
    return found


def rename_question(document: Document, old: str, new: str) -> Document:
    """Give a question another key, wherever it is asked or referred to."""
    changed = copied(document)
    for page in all_pages(changed):
        for block in blocks_of(page):
            if is_question(block) and block.get("key") == old:
                block["key"] = new
    return _refer(changed, old, new)


def rename_page(document: Document, old: str, new: str) -> Document:
    """Give a page or a group another key; of a group, wherever it is referred to."""
    changed = copied(document)
    for _place, part in _placed_pages(changed):
        if part.get("key") == old:
            part["key"] = new
    return _refer(changed, old, new) if any(group.get("key") == new for group in groups(changed)) else changed


def rename_condition(document: Document, old: str, new: str) -> Document:
    """Give a named condition another key, wherever it is used."""
    changed = copied(document)
    for site in list(condition_sites(changed)):
        for leaf in leaves_of(site.condition):
            if leaf.get("condition") == old:
                leaf["condition"] = new
    _rename_entry(table_of(changed, "conditions"), old, new)
    return changed


def rename_option(document: Document, question: str, old: str, new: str) -> Document:
    """Give one of a question's own options another key, wherever conditions look for it."""
    changed = copied(document)
    for page in all_pages(changed):
        for block in blocks_of(page):
            if block.get("key") == question:
                for option in objects(block.get("options")):
                    if option.get("key") == old:
                        option["key"] = new
    for site in condition_sites(changed):
        for leaf in leaves_of(site.condition):
            if leaf.get("question") == question:
                _rename_in(leaf, old, new)
    return changed


def _rename_in(leaf: Part, old: str, new: str) -> None:
    for operator in _OPTION_OPERATORS:
        value = leaf.get(operator)
        if value == old:
            leaf[operator] = new
        elif isinstance(value, list):
            leaf[operator] = [new if one == old else one for one in value]


def _rename_entry(table: dict[str, Any], old: str, new: str) -> None:
    entries = [(new if key == old else key, value) for key, value in table.items()]
    table.clear()
    table.update(entries)


def _refer(changed: Document, old: str, new: str) -> Document:
    for site in condition_sites(changed):
        for leaf in leaves_of(site.condition):
            if leaf.get("question") == old:
                leaf["question"] = new
    for _place, holder, name in _key_sites(changed):
        if holder.get(name) == old:
            holder[name] = new
    for _place, holder, name in _input_sites(changed):
        question, dot, part = str(holder.get(name)).partition(".")
        if question == old:
            holder[name] = f"{new}{dot}{part}"
    return changed
