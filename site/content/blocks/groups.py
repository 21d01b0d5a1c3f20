"""Pages in groups, each with a heading."""

from wagtail import blocks

from content.blocks.links import OUR_PAGES


class GroupBlock(blocks.StructBlock):
    """A heading and the pages under it."""

    title = blocks.CharBlock(max_length=80)
    pages = blocks.ListBlock(blocks.PageChooserBlock(page_type=OUR_PAGES))

    class Meta:
        icon = "list-ul"
