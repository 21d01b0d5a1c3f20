"""From the files to what a StreamField keeps. What a block can hold is read off the blocks themselves, so that a new one
needs nothing here."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents.blocks import DocumentChooserBlock

from content.blocks.articles import ArticleBlock
from content.blocks.links import JourneySlugBlock
from content.blocks.media import PictureBlock
from content.blocks.tables import CellsBlock, FeesBlock, HeadBlock, TableBlock
from content.exchange.problems import LEFT_OUT, At
from content.exchange.rich_text import to_html

# How the files call what the blocks call otherwise.
CALLED = {"journey_slug": "journey"}
# The ends that a way on can have, by their names in blocks, and in files.
WAYS = {"journey_slug": "journey", "page": "page", "url": "url"}


def read(block: blocks.Block, value: Any, at: At) -> Any:
    """The raw value of a block, or ``LEFT_OUT`` for one that cannot be."""
    match block:
        case ArticleBlock():
            return at.named("article", value)
        case blocks.PageChooserBlock():
            return at.named("page", value)
        case JourneySlugBlock():
            return value if at.named("journey", value) else LEFT_OUT
        case DocumentChooserBlock():
            return at.named("document", value)
        case PictureBlock():
            return _picture(block, value, at)
        case blocks.RichTextBlock():
            return to_html(value, at, block.features) if _is_words(value, at) else LEFT_OUT
        case HeadBlock():
            return _row(value, at)
        case CellsBlock():
            return [_row(row, at.of(str(n))) for n, row in enumerate(_list(value, at), 1)]
        case blocks.StructBlock():
            return _struct(block, value, at)
        case blocks.StreamBlock():
            return _stream(block, value, at)
        case blocks.ListBlock():
            items = [read(block.child_block, one, at.of(str(n))) for n, one in enumerate(_list(value, at), 1)]
            return [_piece("item", one) for one in items if one is not LEFT_OUT]
        case blocks.BooleanBlock():
            return flag(value, at)
        case _:
            return _field(block, value, at)


def flag(value: Any, at: At) -> Any:
    """``true`` or ``false``."""
    return value == "true" if value in ("true", "false") else at.problem("this is true or false")


def _stream(block: blocks.StreamBlock, value: Any, at: At) -> list[dict[str, Any]]:
    """Objects with one key, the block's name; where there is but one kind of block, its values alone."""
    pieces = []
    only = next(iter(block.child_blocks)) if len(block.child_blocks) == 1 else ""
    for number, one in enumerate(_list(value, at), 1):
        place = at.of(str(number))
        if not only and (not isinstance(one, dict) or len(one) != 1):
            place.problem("a block is one word, a colon, and what is in it")
            continue
        name, inner = (only, one) if only else next(iter(one.items()))
        child = block.child_blocks.get(name)
        if child is None:
            place.problem(f"there is no block “{name}”; there are {', '.join(block.child_blocks)}")
            continue
        found = read(child, inner, place if only else place.of(name))
        if found is not LEFT_OUT:
            pieces.append(_piece(name, found))
    return pieces


def _struct(block: blocks.StructBlock, value: Any, at: At) -> Any:
    """An object by the names of its parts; where it has but one part, that part alone."""
    if len(block.child_blocks) == 1 and not isinstance(value, dict):
        value = {next(iter(block.child_blocks)): value}
    if not isinstance(value, dict):
        return at.problem(f"this has several parts: {', '.join(_called(block))}")
    unknown(value, _called(block), at)
    found = {}
    for name, child in block.child_blocks.items():
        called = CALLED.get(name, name)
        if called in value and value[called] != "":
            found[name] = read(child, value[called], at.of(called))
            if found[name] is LEFT_OUT:
                return LEFT_OUT
        else:
            found[name] = child.get_prep_value(child.get_default())
            if getattr(child, "required", False) and found[name] in (None, "", []):
                return at.problem(f"“{called}” is missing")
    if isinstance(block, TableBlock | FeesBlock):
        _check(block, found, at)
    _check_one_way(found, at)
    return found


def _check(block: blocks.StructBlock, found: dict[str, Any], at: At) -> None:
    """What a block says of its parts together."""
    try:
        block.clean(block.to_python(found))
    except StructBlockValidationError as error:
        for name, errors in error.block_errors.items():
            at.of(CALLED.get(name, name)).problem(words_of(errors))


def leads_somewhere(names: Iterable[str]) -> bool:
    """Whether a block with these parts is a way on, to one of several ends."""
    return {"journey_slug", "page"} <= set(names)


def _check_one_way(found: dict[str, Any], at: At) -> None:
    if not leads_somewhere(found):
        return
    ends = [called for name, called in WAYS.items() if name in found]
    if len([name for name in WAYS if found.get(name)]) != 1:
        at.problem(f"say where it leads, to one of {', '.join(ends)}")


def _picture(block: PictureBlock, value: Any, at: At) -> Any:
    if not isinstance(value, dict) or "picture" not in value:
        return at.problem("a picture has “picture”, its name, and “alt”, the words for who cannot see it")
    unknown(value, ("picture", "alt", "caption"), at)
    alt, number = value.get("alt", ""), at.of("picture").named("picture", value["picture"])
    if number is LEFT_OUT:
        return LEFT_OUT
    return {
        "image": {"image": number, "alt_text": alt, "decorative": not alt},
        "caption": value.get("caption", ""),
    }


def _field(block: blocks.Block, value: Any, at: At) -> Any:
    """Words, as the block's own field takes them."""
    if not _is_words(value, at):
        return LEFT_OUT
    try:
        found = block.get_prep_value(block.clean(value.strip("\n")))
    except ValidationError as error:
        return at.problem(words_of(error))
    return found.isoformat() if hasattr(found, "isoformat") else found


def words_of(error: Exception) -> str:
    """An error as one line."""
    return " ".join(getattr(error, "messages", None) or [str(error)])


def unknown(value: dict[str, Any], known: Iterable[str], at: At) -> None:
    """Say which keys of an object nobody knows."""
    known = list(known)
    for name in value:
        if name not in known:
            at.problem(f"there is no “{name}” here; there are {', '.join(known)}")


def _called(block: blocks.StructBlock) -> list[str]:
    return [CALLED.get(name, name) for name in block.child_blocks]


def _is_words(value: Any, at: At) -> bool:
    if isinstance(value, str):
        return True
    at.problem("this is words, not a list or an object")
    return False


def _list(value: Any, at: At) -> list[Any]:
    if isinstance(value, list):
        return value
    if value != "":
        at.problem("this is a list: each on a line of its own, after a - and a space")
    return []


def _row(value: Any, at: At) -> list[str]:
    return [cell if _is_words(cell, at) else "" for cell in _list(value, at)]


def _piece(name: str, value: Any) -> dict[str, Any]:
    return {"type": name, "id": str(uuid.uuid4()), "value": value}
