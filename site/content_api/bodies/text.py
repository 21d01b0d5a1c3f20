"""Words."""

from typing import Any, Literal

from pydantic import Field

from content.blocks.text import anchor
from content_api.reading_context import Context
from content_api.rich_text import RichText
from content_api.schemas.base import Out


class HeadingValue(Out):
    """``anchor`` is the id it has on our own pages, so that links to it fit."""

    text: str
    level: Literal[2] = 2
    anchor: str


class HeadingBlock(Out):
    """A second-level heading."""

    type: Literal["heading"] = "heading"
    id: str
    value: HeadingValue


class TextBlock(Out):
    """Paragraphs, lists and links."""

    type: Literal["text"] = "text"
    id: str
    value: RichText


class DetailsValue(Out):
    """``summary`` is what is seen while the rest is folded away."""

    summary: str
    text: RichText


class DetailsBlock(Out):
    """Something only some readers need."""

    type: Literal["details"] = "details"
    id: str
    value: DetailsValue


class QuotationValue(Out):
    """Plain text. ``source`` is who said it, or empty."""

    text: str
    source: str = Field(examples=["A resident of Thornbeck"])


class QuotationBlock(Out):
    """Somebody's words."""

    type: Literal["quotation"] = "quotation"
    id: str
    value: QuotationValue


def read_heading(context: Context, value: Any) -> HeadingValue:
    """The words and their anchor."""
    return HeadingValue(text=str(value), anchor=anchor(str(value)))


def read_text(context: Context, value: Any) -> RichText:
    """A rich text."""
    return context.rich_text(value.source)


def read_details(context: Context, value: Any) -> DetailsValue:
    """The summary and what it opens."""
    return DetailsValue(summary=value["summary"], text=context.rich_text(value["text"].source))


def read_quotation(context: Context, value: Any) -> QuotationValue:
    """The words and whose they are."""
    return QuotationValue(text=value["text"], source=value["source"] or "")
