"""The links of a page, as they are written in it: in rich text, in blocks and in its fields, drafts too.

They are read from what is stored, not from what is shown: a link whose end is gone is not shown at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, Literal

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField

from content.blocks.links import JourneySlugBlock

if TYPE_CHECKING:
    from content.models import ContentPage

Kind = Literal["page", "document", "journey", "address"]
MOST_WORDS = 200
# Fields of a model that hold the address of a journey, by name.
JOURNEY_FIELDS = ("journey_slug",)


@dataclass(frozen=True, slots=True)
class FoundLink:
    """One link: what it leads to (a page's or a document's id, a journey's address, an address) and its words."""

    kind: Kind
    target: str
    words: str = ""


def links_in(page: "ContentPage") -> list[FoundLink]:
    """Every link of the page in hand, each once, in the order in which they stand."""
    return list(dict.fromkeys(_links_in(page)))


def _links_in(page: "ContentPage") -> Iterator[FoundLink]:
    for field in page._meta.get_fields():
        name = field.name
        if isinstance(field, StreamField):
            stream = getattr(page, name)
            yield from _in_block(stream.stream_block, stream.get_prep_value())
        elif isinstance(field, RichTextField):
            yield from links_in_text(getattr(page, name) or "")
        elif name in JOURNEY_FIELDS and getattr(page, name):
            yield FoundLink("journey", getattr(page, name))


def _in_block(block: Any, value: Any, words: str = "") -> Iterator[FoundLink]:
    """The links in a block's value as it is stored. ``words`` are those of the button or card around it."""
    if value in (None, ""):
        return
    if isinstance(block, blocks.BaseStreamBlock):
        for item in value:
            child = block.child_blocks.get(item["type"])
            if child is not None:
                yield from _in_block(child, item["value"])
    elif isinstance(block, blocks.BaseStructBlock):
        around = next((value[name] for name in ("label", "title", "text") if _is_short(value.get(name))), "")
        for name, child in block.child_blocks.items():
            yield from _in_block(child, value.get(name), around)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            inside = item["value"] if isinstance(item, dict) and item.get("type") == "item" else item
            yield from _in_block(block.child_block, inside, words)
    elif isinstance(block, blocks.RichTextBlock):
        yield from links_in_text(str(value))
    elif isinstance(block, DocumentChooserBlock):
        yield FoundLink("document", str(value), words)
    elif isinstance(block, blocks.PageChooserBlock):
        yield FoundLink("page", str(value), words)
    elif isinstance(block, JourneySlugBlock):
        yield FoundLink("journey", str(value), words)
    elif isinstance(block, blocks.URLBlock):
        yield FoundLink("address", str(value), words)


def _is_short(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_WORDS and "<" not in value


def links_in_text(html: str) -> list[FoundLink]:
    """The links of rich text as Wagtail stores it."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[FoundLink] = []
        self._open: tuple[Kind, str] | None = None
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag != "a":
            return
        found = {name: value or "" for name, value in attrs}
        kind, href = found.get("linktype", ""), found.get("href", "").strip()
        if kind == "page":
            self._open = ("page", found.get("id", ""))
        elif kind == "document":
            self._open = ("document", found.get("id", ""))
        elif href.lower().startswith(("http://", "https://", "//", "/")):
            self._open = ("address", href)
        self._words = ""

    def handle_data(self, data: str) -> None:
        if self._open:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "a" and self._open:
            kind, target = self._open
            self.found.append(FoundLink(kind, target, " ".join(self._words.split())[:MOST_WORDS]))
            self._open = None
