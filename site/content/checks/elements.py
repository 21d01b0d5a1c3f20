"""What a draft is made of, as far as its checks ask: its words, headings, pictures and links, in their order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

from content.blocks.text import HeadingBlock
from content.links_checked.finding import FoundLink, links_in

if TYPE_CHECKING:
    from content.models import ContentPage

HEADINGS = {"h2": 2, "h3": 3, "h4": 4, "h5": 5}
# What ends a sentence when it ends, whatever its last sign.
PIECES = {"p", "li", "h2", "h3", "h4", "h5", "td", "th", "hr", "br"}


@dataclass(slots=True)
class Elements:
    """``pieces``: paragraphs and list items, without their markup. ``headings``: level and words. ``bold_lines``:
    paragraphs that are bold from end to end. ``alts``: the words for each picture that is not decoration."""

    pieces: list[str] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)
    bold_lines: list[str] = field(default_factory=list)
    alts: list[str] = field(default_factory=list)
    links: list[FoundLink] = field(default_factory=list)


def elements_of(page: "ContentPage") -> Elements:
    """Everything of the page in hand that the checks ask about."""
    found = Elements(links=links_in(page))
    for one in page._meta.get_fields():
        if isinstance(one, StreamField):
            stream = getattr(page, one.name)
            _from_block(stream.stream_block, stream.get_prep_value(), found)
        elif isinstance(one, RichTextField):
            _from_html(getattr(page, one.name) or "", found)
    return found


def _from_block(block: Any, value: Any, found: Elements) -> None:
    if value in (None, ""):
        return
    if isinstance(block, HeadingBlock):
        found.headings.append((2, str(value)))
    elif isinstance(block, ImageBlock):
        if value.get("image") and not value.get("decorative"):
            found.alts.append(value.get("alt_text") or "")
    elif isinstance(block, blocks.RichTextBlock):
        _from_html(str(value), found)
    elif isinstance(block, blocks.TextBlock):
        found.pieces.append(str(value))
    else:
        for child, inside in _children(block, value):
            _from_block(child, inside, found)


def _children(block: Any, value: Any) -> Iterator[tuple[Any, Any]]:
    if isinstance(block, blocks.BaseStreamBlock):
        for item in value:
            if item["type"] in block.child_blocks:
                yield block.child_blocks[item["type"]], item["value"]
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            yield child, value.get(name)
    elif isinstance(block, blocks.ListBlock):
        for item in value:
            is_wrapped = isinstance(item, dict) and item.get("type") == "item"
            yield block.child_block, item["value"] if is_wrapped else item


def _from_html(html: str, found: Elements) -> None:
    reader = _Reader(found)
    reader.feed(html)
    reader.close()
    reader.end_piece()


class _Reader(HTMLParser):
    def __init__(self, found: Elements) -> None:
        super().__init__(convert_charrefs=True)
        self.found = found
        self._level = 0
        self._bold = 0
        self._words = ""
        self._plain = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in PIECES:
            self.end_piece()
            self._level = HEADINGS.get(tag, 0)
        elif tag in {"b", "strong"}:
            self._bold += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in PIECES:
            self.end_piece()
        elif tag in {"b", "strong"}:
            self._bold = max(0, self._bold - 1)

    def handle_data(self, data: str) -> None:
        self._words += data
        if data.strip() and not self._bold:
            self._plain = True

    def end_piece(self) -> None:
        words = " ".join(self._words.split())
        if words and self._level:
            self.found.headings.append((self._level, words))
        elif words:
            self.found.pieces.append(words)
            if not self._plain:
                self.found.bold_lines.append(words)
        self._words, self._level, self._plain = "", 0, False
