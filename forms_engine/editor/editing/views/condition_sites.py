"""Where conditions are in a draft, and the parts that one is made of."""

from dataclasses import dataclass
from typing import Any

from forms_engine.editor.editing.changes import blocks
from forms_engine.editor.editing.changes.finding import (
    Document,
    NotThere,
    Part,
    copied,
    english,
    entry_at,
    find_part,
    is_group,
    objects,
    parts,
    table_of,
)
from forms_engine.editor.editing.forms.conditions import ALL, ANY
from forms_engine.editor.editing.screens import Screen
from forms_engine.editor.editing.sentences import name_of
from forms_engine.editor.editing.views.pages import title_of


@dataclass(frozen=True, slots=True)
class Site:
    """Where a condition is: the object that has it, under which name, what it is about, and where it is gone to from."""

    holder: Part
    name: str
    title: str
    verb: str
    back: str
    before: int | None = None
    needed: bool = False


def site_of(screen: Screen, document: Document, where: str) -> Site:
    """The site at an address such as ``page/where``, ``block/you/2``, ``fee/0/row/1`` or ``named/is-resident``.

    Raises:
        NotThere: where the document has no such place.
    """
    home = screen.home
    match where.split("/"):
        case ["page", address]:
            part = find_part(document, address)
            back = home.url("page", address=address)
            return Site(part, "show_when", f"“{title_of(part)}”", "shown", back, _place(document, part))
        case ["block", holder, number] if number.isdecimal():
            block = blocks.block_at(document, holder, int(number))
            name = f"“{english(block.get('label'))}”" if block.get("label") else "This content"
            back = home.url("block", holder=holder, number=int(number))
            page = None if holder.startswith("*") else find_part(document, holder)
            place = None if page is None else _place(document, page) + 1
            return Site(block, "show_when", name, "shown", back, place)
        case ["fee", number] if number.isdecimal():
            fee = entry_at(document, "fees", int(number))
            return Site(
                fee, "when", f"“{english(fee.get('label'))}”", "charged", home.url("fee", number=int(number))
            )
        case ["fee", number, ("row" | "concession") as kind, inner] if (
            number.isdecimal() and inner.isdecimal()
        ):
            fee = entry_at(document, "fees", int(number))
            row = entry_at(fee, f"{kind}s", int(inner))
            name = f"“{english(row.get('label'))}”" if kind == "concession" else f"Row {int(inner) + 1}"
            back = home.url("fee", number=int(number))
            return Site(
                row,
                "when",
                name,
                "given" if kind == "concession" else "used",
                back,
                needed=kind == "concession",
            )
        case ["booking"] if isinstance(document.get("booking"), dict):
            return Site(document["booking"], "when", "The booking", "asked for", home.url("settings"))
        case ["named", key] if key in table_of(copied(document), "conditions"):
            conditions = document["conditions"]
            return Site(conditions, key, f"“{name_of(key)}”", "so", home.url("conditions"), needed=True)
    raise NotThere(where)


def _place(document: Document, part: Part) -> int:
    """How many pages and groups end before a page, as ``sentences.subjects`` counts; a group begins with its first."""
    number = 0
    for one in parts(document):
        for page in objects(one.get("pages")) if is_group(one) else [one]:
            if one is part or page is part:
                return number
            number += 1
        number += is_group(one)
    return number


def inside(condition: Any, path: list[int]) -> Any:
    """The part of a condition at a path of numbers, going through every "not" on the way."""
    for number in path:
        while isinstance(condition, dict) and isinstance(condition.get("not"), dict):
            condition = condition["not"]
        parts = next(
            (
                condition[join]
                for join in (ALL, ANY)
                if isinstance(condition, dict) and isinstance(condition.get(join), list)
            ),
            None,
        )
        if parts is None or not 0 <= number < len(parts):
            raise NotThere("condition")
        condition = parts[number]
    return condition


def with_inside(condition: Any, path: list[int], new: Any) -> Any:
    """A condition with ``new`` at a path of numbers; with None the part there goes."""
    if not path:
        return new
    if isinstance(condition, dict) and isinstance(condition.get("not"), dict):
        return {"not": with_inside(condition["not"], path, new)}
    join = next((one for one in (ALL, ANY) if isinstance(condition.get(one), list)), None)
    if join is None or not 0 <= path[0] < len(condition[join]):
        raise NotThere("condition")
    parts = list(condition[join])
    inner = with_inside(parts[path[0]], path[1:], new)
    parts[path[0] : path[0] + 1] = [] if inner is None else [inner]
    return {join: parts}


def kept_not(whole: Any, path: list[int], new: Any) -> Any:
    """``new`` with the "not" that stood before the part it replaces."""
    old = inside(whole, path)
    while new is not None and isinstance(old, dict) and isinstance(old.get("not"), dict):
        new, old = {"not": new}, old["not"]
    return new
