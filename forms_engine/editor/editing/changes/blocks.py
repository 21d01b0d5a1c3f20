"""Adding, moving, duplicating and removing what stands on a page; changing what kind of question one is.

Blocks stand on a page, or in the texts before the journey starts (``start``) and after it is sent (``outcome``). A
**holder** is a page's address, or one of those two names with a star: ``*start``, ``*outcome``.
"""

from typing import Any

from forms_engine.definition.question_types import COMMON_PARTS, QUESTION_TYPE
from forms_engine.editor.editing.changes.finding import (
    Document,
    NotThere,
    Part,
    copied,
    entries_of,
    entry_at,
    find_part,
    is_group,
    is_question,
    objects,
)
from forms_engine.editor.editing.changes.keys import question_keys, unique

START, OUTCOME = "*start", "*outcome"

# Types whose own parts mean the same for one another. A number's bounds are not those of money, which are pence.
_ALIKE: tuple[frozenset[str], ...] = (
    frozenset({"short_text", "long_text"}),
    frozenset({"date", "month_year"}),
    frozenset({"radios", "checkboxes", "select", "autocomplete", "yes_no"}),
)
_YES_NO = (
    {"key": "yes", "label": {"en": "Yes", "cy": "Ie"}},
    {"key": "no", "label": {"en": "No", "cy": "Na"}},
)


def holder_blocks(document: Document, holder: str) -> list[Any]:
    """The very list of blocks of a holder.

    Raises:
        NotThere: for no page of the draft, or a group.
    """
    if holder in {START, OUTCOME}:
        return entries_of(document, holder[1:])
    page = find_part(document, holder)
    if is_group(page):
        raise NotThere(holder)
    return entries_of(page, "blocks")


def block_at(document: Document, holder: str, number: int) -> Part:
    """One block."""
    return entry_at({"blocks": holder_blocks(document, holder)}, "blocks", number)


def add_block(document: Document, holder: str, block: Part, at: int | None = None) -> tuple[Document, int]:
    """``block`` at a number, or last; the answer has its number too. A question's key must be free."""
    changed = copied(document)
    blocks = holder_blocks(changed, holder)
    number = len(blocks) if at is None else max(0, min(at, len(blocks)))
    blocks.insert(number, copied(block))
    return changed, number


def replace_block(document: Document, holder: str, number: int, block: Part) -> Document:
    """``block`` in place of the one at ``number``."""
    changed = copied(document)
    block_at(changed, holder, number)
    holder_blocks(changed, holder)[number] = copied(block)
    return changed


def move_block(document: Document, holder: str, number: int, by: int) -> Document:
    """Move a block by so many places; it stops at either end."""
    changed = copied(document)
    block_at(changed, holder, number)
    blocks = holder_blocks(changed, holder)
    blocks.insert(max(0, number + by), blocks.pop(number))
    return changed


def move_block_to(document: Document, holder: str, number: int, target: str) -> Document:
    """Move a block to the end of another page."""
    changed = copied(document)
    block_at(changed, holder, number)
    wanted = holder_blocks(changed, target)
    wanted.append(holder_blocks(changed, holder).pop(number))
    return changed


def duplicate_block(document: Document, holder: str, number: int) -> Document:
    """A copy behind the original; a question's copy has a key of its own."""
    changed = copied(document)
    double = copied(block_at(changed, holder, number))
    if is_question(double):
        double["key"] = unique(str(double.get("key", "question")), question_keys(document))
    holder_blocks(changed, holder).insert(number + 1, double)
    return changed


def remove_block(document: Document, holder: str, number: int) -> Document:
    """The draft without a block. What used its answer stays as it is, for the linter to point at."""
    changed = copied(document)
    block_at(changed, holder, number)
    holder_blocks(changed, holder).pop(number)
    return changed


def copy_set_in(document: Document, holder: str, number: int, blocks: list[Part]) -> Document:
    """A question set's blocks in place of the block that names the set, to be changed here alone from now on.

    Their keys stay, as conditions of the draft may use them; one that is taken gets a number.
    """
    changed = copied(document)
    block = block_at(changed, holder, number)
    if block.get("type") != "question_set":
        raise NotThere(f"{holder}[{number}]")
    taken = question_keys(changed)
    copies = [copied(one) for one in objects(blocks)]
    for one in copies:
        if is_question(one):
            one["key"] = unique(str(one.get("key", "question")), taken)
            taken.add(one["key"])
        if isinstance(block.get("show_when"), dict):
            own = one.get("show_when")
            one["show_when"] = {"all": [block["show_when"], own]} if own else copied(block["show_when"])
    holder_blocks(changed, holder)[number : number + 1] = copies
    return changed


def changed_kind(block: Part, kind: str) -> Part:
    """A question as another type, with everything that fits: words, key, conditions, and the options of a choice. A
    yes/no question's answers become options under the same keys, so that conditions on them still hold.

    Where the new type needs options and there are none, the answer has none: the editor is asked for them.
    """
    before, about = str(block.get("type")), QUESTION_TYPE[kind]
    if before == kind:
        return copied(block)
    alike = any({before, kind} <= family for family in _ALIKE)
    fits = {*COMMON_PARTS, *(about.parts if alike else ())}
    known = {*COMMON_PARTS, *(QUESTION_TYPE[before].parts if before in QUESTION_TYPE else ())}
    double = copied({name: value for name, value in block.items() if name in fits or name not in known})
    double["type"] = kind
    if about.offers_options and before == "yes_no":
        double["options"] = [copied(option) for option in _YES_NO]
    if kind != "checkboxes":
        for option in objects(double.get("options")):
            option.pop("exclusive", None)
    return double
