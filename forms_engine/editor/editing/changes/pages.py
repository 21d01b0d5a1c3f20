"""Adding, moving, duplicating and removing pages and groups."""

from forms_engine.editor.editing.changes.finding import (
    Document,
    NotThere,
    Part,
    address_of,
    blocks_of,
    copied,
    entries_of,
    find_part,
    is_group,
    is_question,
    objects,
    siblings,
)
from forms_engine.editor.editing.changes.keys import key_from, page_keys, question_keys, unique
from forms_engine.editor.editing.changes.references import condition_sites, leaves_of


class LastPage(ValueError):
    """A journey, or a group, cannot be without any page."""


class CannotMove(ValueError):
    """The page cannot go there: groups do not nest, and have no exit pages."""


def add_page(
    document: Document, title: str, *, group: str = "", after: str = "", exit_page: bool = False
) -> tuple[Document, str]:
    """A new empty page, at the end or behind the page or group at ``after``; the answer has its address too.

    Raises:
        NotThere: where ``group`` or ``after`` is not in the draft.
    """
    page: Part = {"key": key_from(title, page_keys(document), "page"), "title": {"en": title}, "blocks": []}
    if exit_page:
        page["exit"] = True
    changed = copied(document)
    _put(changed, page, group, after)
    return changed, address_of(changed, page)


def add_group(
    document: Document, title: str, item: str, first_page: str, *, after: str = ""
) -> tuple[Document, str]:
    """A new group with one empty page, which is asked for each ``item``; the answer has the group's address too."""
    taken = page_keys(document) | question_keys(document)
    key = key_from(title, taken, "group")
    group: Part = {
        "key": key,
        "title": {"en": title},
        "item": {"en": item},
        "pages": [
            {"key": key_from(first_page, taken | {key}, "page"), "title": {"en": first_page}, "blocks": []}
        ],
    }
    changed = copied(document)
    _put(changed, group, "", after)
    return changed, address_of(changed, group)


def _put(changed: Document, part: Part, group: str, after: str) -> None:
    entries = entries_of(find_part(changed, group) if group else changed, "pages")
    if not after:
        entries.append(part)
        return
    before = find_part(changed, after)
    position = next((number for number, entry in enumerate(entries) if entry is before), None)
    if position is None:
        raise NotThere(after)
    entries.insert(position + 1, part)


def move_part(document: Document, address: str, by: int) -> Document:
    """Move a page or group by so many places among its siblings; it stops at either end."""
    changed = copied(document)
    part = find_part(changed, address)
    entries = siblings(changed, part)
    position = _position(entries, part)
    entries.insert(max(0, position + by), entries.pop(position))
    return changed


def move_page_to(document: Document, address: str, group: str) -> Document:
    """Move a page to the end of a group, or with no group out of its own, behind it.

    Raises:
        CannotMove: a group into a group, or an exit page into one.
        LastPage: the only page of a group.
    """
    changed = copied(document)
    part = find_part(changed, address)
    entries = siblings(changed, part)
    target = find_part(changed, group) if group else changed
    if group and (is_group(part) or part.get("exit") or not is_group(target)):
        raise CannotMove(address)
    wanted = entries_of(target, "pages")
    if wanted is entries:
        return changed
    if len(entries) == 1:
        raise LastPage(address)
    position = _position(entries, part)
    entries.pop(position)
    if group:
        wanted.append(part)
        return changed
    holder = next(
        number for number, one in enumerate(wanted) if isinstance(one, dict) and one.get("pages") is entries
    )
    wanted.insert(holder + 1, part)
    return changed


def order_parts(document: Document, wanted: list[str]) -> Document:
    """The pages and groups of the journey in the order of these addresses; those not named stay behind them."""
    changed = copied(document)
    entries = entries_of(changed, "pages")
    rank = {id(find_part(changed, address)): number for number, address in enumerate(wanted)}
    entries.sort(key=lambda entry: rank.get(id(entry), len(rank)))
    return changed


def duplicate_part(document: Document, address: str) -> tuple[Document, str]:
    """A copy behind the original, with keys of its own; its conditions on its own questions are about the copies."""
    changed = copied(document)
    part = find_part(changed, address)
    double = copied(part)
    pages_taken, questions_taken = page_keys(document), question_keys(document)
    renamed: dict[str, str] = {}

    def page_key(one: Part) -> None:
        one["key"] = unique(str(one.get("key", "page")), pages_taken)
        pages_taken.add(one["key"])

    if is_group(double):
        old = str(double.get("key", "group"))
        double["key"] = renamed[old] = unique(old, pages_taken | questions_taken)
        pages_taken.add(double["key"])
        questions_taken.add(double["key"])
        for page in objects(double.get("pages")):
            page_key(page)
    else:
        page_key(double)
    for page in objects(double.get("pages")) if is_group(double) else [double]:
        for block in blocks_of(page):
            if is_question(block):
                old = str(block.get("key", "question"))
                block["key"] = renamed[old] = unique(old, questions_taken)
                questions_taken.add(block["key"])
    for site in condition_sites({"pages": [double]}):
        for leaf in leaves_of(site.condition):
            if leaf.get("question") in renamed:
                leaf["question"] = renamed[leaf["question"]]
    entries = siblings(changed, part)
    entries.insert(_position(entries, part) + 1, double)
    return changed, address_of(changed, double)


def remove_part(document: Document, address: str) -> Document:
    """The draft without a page or group. What used its questions stays as it is, for the linter to point at.

    Raises:
        LastPage: when nothing would be left of the journey or of the group.
    """
    changed = copied(document)
    part = find_part(changed, address)
    entries = siblings(changed, part)
    if len(entries) == 1:
        raise LastPage(address)
    entries.pop(_position(entries, part))
    return changed


def _position(entries: list[object], part: Part) -> int:
    return next(number for number, entry in enumerate(entries) if entry is part)
