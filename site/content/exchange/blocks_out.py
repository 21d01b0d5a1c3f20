"""From what a StreamField keeps to the files: ``blocks_in`` the other way round."""

from typing import Any, Protocol

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from content.blocks.articles import ArticleBlock
from content.blocks.links import JourneySlugBlock
from content.blocks.media import PictureBlock
from content.blocks.tables import CellsBlock
from content.exchange.blocks_in import CALLED, WAYS, leads_somewhere
from content.exchange.rich_text import to_markdown


class Names(Protocol):
    """Gives ids back their names."""

    audience: str
    """Of the site that is being written."""
    owner: int | None
    """The account that answers for what names nobody else."""

    def account(self, number: int) -> str | None:
        """The email address of an account."""

    def link(self, kind: str, number: int) -> str | None:
        """``page:/path/``, ``article:slug`` or ``document:file-name``; ``None`` for what is gone."""

    def page(self, number: int) -> str | None:
        """The path of a page, with the site before it where that is another; ``article:slug`` of an article."""

    def picture(self, number: int) -> str | None:
        """The name of a picture's file."""

    def document(self, number: int) -> str | None:
        """The name of a document's file."""


def write(block: blocks.Block, value: Any, names: Names) -> Any:
    """What stands in a file; ``None`` for nothing, or for what names something that is gone."""
    if value is None:
        return None
    match block:
        case ArticleBlock():
            return (names.page(int(value)) or "").removeprefix("article:") or None
        case blocks.PageChooserBlock():
            return names.page(int(value))
        case DocumentChooserBlock():
            return names.document(int(value))
        case PictureBlock():
            return _picture(value, names)
        case blocks.RichTextBlock():
            return to_markdown(value, names.link) or None
        case CellsBlock():
            return value or None
        case blocks.StructBlock():
            return _struct(block, value, names)
        case blocks.StreamBlock():
            return _stream(block, value, names)
        case blocks.ListBlock():
            # Before Wagtail 2.16 a list's items had no ids.
            items = [one["value"] if _has_id(one) else one for one in value]
            return [
                one for item in items if (one := write(block.child_block, item, names)) is not None
            ] or None
        case JourneySlugBlock():
            return value or None
        case _:
            return value if value or isinstance(value, bool | int | float) else None


def _stream(block: blocks.StreamBlock, value: Any, names: Names) -> list[Any] | None:
    only = len(block.child_blocks) == 1
    found = []
    for piece in value:
        child = block.child_blocks.get(piece["type"])
        inner = write(child, piece["value"], names) if child is not None else None
        if inner is not None:
            found.append(inner if only else {piece["type"]: inner})
    return found or None


def _struct(block: blocks.StructBlock, value: Any, names: Names) -> Any:
    found = {}
    for name, child in block.child_blocks.items():
        inner = write(child, value.get(name), names)
        if inner is not None:
            found[CALLED.get(name, name)] = inner
        elif getattr(child, "required", False):
            # What it is about is gone.
            return None
    if len(block.child_blocks) == 1:
        return next(iter(found.values()), None)
    if leads_somewhere(block.child_blocks) and not set(WAYS.values()) & found.keys():
        # Where it led is gone.
        return None
    return found or None


def _picture(value: Any, names: Names) -> dict[str, str] | None:
    image = value.get("image")
    if not isinstance(image, dict):
        image = {"image": image}
    name = names.picture(int(image["image"])) if image.get("image") else None
    if name is None:
        return None
    alt = "" if image.get("decorative") else image.get("alt_text", "")
    parts = {"picture": name, "alt": alt, "caption": value.get("caption", "")}
    return {key: words for key, words in parts.items() if words}


def _has_id(one: Any) -> bool:
    return isinstance(one, dict) and one.keys() == {"type", "value", "id"}
