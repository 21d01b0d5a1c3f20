"""Words that stand out."""

from wagtail import blocks

NOTICE_FEATURES = ["bold", "link", "ul"]


class InsetBlock(blocks.StructBlock):
    """A remark set off from the text around it."""

    text = blocks.RichTextBlock(features=NOTICE_FEATURES)

    class Meta:
        icon = "info-circle"
        template = "content/blocks/inset.html"


class WarningBlock(blocks.StructBlock):
    """Something that goes badly for a reader who misses it."""

    text = blocks.CharBlock(max_length=300)

    class Meta:
        icon = "warning"
        template = "content/blocks/warning.html"


class StepsBlock(blocks.StructBlock):
    """What happens, one thing after another."""

    steps = blocks.ListBlock(
        blocks.StructBlock(
            [("title", blocks.CharBlock()), ("text", blocks.RichTextBlock(features=NOTICE_FEATURES))]
        )
    )

    class Meta:
        icon = "list-ol"
        template = "content/blocks/steps.html"
