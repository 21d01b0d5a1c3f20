"""The body every page type has."""

from wagtail import blocks

from content.blocks.articles import ArticleBlock
from content.blocks.contact import ContactBlock
from content.blocks.documents import DocumentsBlock
from content.blocks.links import ActionBlock, CardsBlock
from content.blocks.media import PictureBlock
from content.blocks.notices import InsetBlock, StepsBlock, WarningBlock
from content.blocks.tables import FeesBlock, TableBlock
from content.blocks.text import DetailsBlock, HeadingBlock, QuotationBlock, TextBlock, anchor


class BodyBlock(blocks.StreamBlock):
    """Everything a body can hold."""

    heading = HeadingBlock()
    text = TextBlock()
    details = DetailsBlock()
    quotation = QuotationBlock()
    inset = InsetBlock()
    warning = WarningBlock()
    steps = StepsBlock()
    action = ActionBlock()
    cards = CardsBlock()
    contact = ContactBlock()
    picture = PictureBlock()
    article = ArticleBlock()
    table = TableBlock()
    fees = FeesBlock()
    documents = DocumentsBlock()

    @staticmethod
    def headings(value: blocks.StreamValue) -> list[dict[str, str]]:
        """The second-level headings in ``value``: ``text``, ``anchor`` and the id of their ``block``."""
        return [
            {"text": str(child.value), "anchor": anchor(str(child.value)), "block": str(child.id)}
            for child in value
            if child.block_type == "heading"
        ]
