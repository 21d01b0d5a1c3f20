"""The nodes of rich text."""

from typing import Annotated, Literal

from pydantic import Field

from content_api.schemas.base import Out, Target

Mark = Literal["bold", "italic"]


class TextNode(Out):
    """Words, as they are to be read: no markup, no entities."""

    type: Literal["text"] = "text"
    text: str
    marks: list[Mark] = []


class LineBreakNode(Out):
    """A new line within a paragraph."""

    type: Literal["break"] = "break"


class LinkNode(Out):
    """Words that lead somewhere. A link to what the one asking may not see is not here: its words are."""

    type: Literal["link"] = "link"
    target: Target
    content: list[Annotated[TextNode | LineBreakNode, Field(discriminator="type")]]


Inline = Annotated[TextNode | LineBreakNode | LinkNode, Field(discriminator="type")]


class ParagraphNode(Out):
    """A paragraph."""

    type: Literal["paragraph"] = "paragraph"
    content: list[Inline]


class HeadingNode(Out):
    """A heading within the text."""

    type: Literal["heading"] = "heading"
    level: int = Field(ge=1, le=6)
    content: list[Inline]


class ListItem(Out):
    """An entry of a list, with the lists inside it."""

    content: list[Inline]
    lists: "list[ListNode]" = []


class ListNode(Out):
    """A list; ``ordered`` says whether its entries are numbered."""

    type: Literal["list"] = "list"
    ordered: bool
    items: list[ListItem]


class RuleNode(Out):
    """A line between two subjects."""

    type: Literal["rule"] = "rule"


Node = Annotated[ParagraphNode | HeadingNode | ListNode | RuleNode, Field(discriminator="type")]


class RichText(Out):
    """Rich text. ``html`` is there when it was asked for (``?rich_text=html``)."""

    nodes: list[Node]
    html: str | None = None


ListItem.model_rebuild()
