"""Words."""

from typing import Any

from django.utils.text import slugify
from wagtail import blocks

# A page's headings are blocks of their own, so that its contents list can point at them.
TEXT_FEATURES = ["h3", "h4", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class HeadingBlock(blocks.CharBlock):
    """A second-level heading, with an anchor made of its words."""

    class Meta:
        icon = "title"
        template = "content/blocks/heading.html"

    def get_context(self, value: str, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds ``anchor``."""
        return {**super().get_context(value, parent_context), "anchor": anchor(value)}


class TextBlock(blocks.RichTextBlock):
    """Paragraphs, lists and links."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=TEXT_FEATURES, **kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Text"
        template = "content/blocks/text.html"


class DetailsBlock(blocks.StructBlock):
    """Something only some readers need, folded away."""

    summary = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=["bold", "ol", "ul", "link"])

    class Meta:
        icon = "collapse-down"
        template = "content/blocks/details.html"


class QuotationBlock(blocks.StructBlock):
    """Somebody's words."""

    text = blocks.TextBlock()
    source = blocks.CharBlock(required=False, default="")

    class Meta:
        icon = "openquote"
        template = "content/blocks/quotation.html"


def anchor(text: str) -> str:
    """The anchor of a heading. Letters of any script are kept."""
    return slugify(text, allow_unicode=True) or "section"
