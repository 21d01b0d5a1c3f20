"""Files to fetch."""

from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class DocumentBlock(blocks.StructBlock):
    """A file, with words of its own where its title does not do."""

    document = DocumentChooserBlock()
    title = blocks.CharBlock(max_length=120, required=False, default="")

    class Meta:
        icon = "doc-full"
        template = "content/blocks/document.html"
