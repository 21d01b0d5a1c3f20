"""Pictures."""

from typing import Any

from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class PictureBlock(blocks.StructBlock):
    """A picture, with the words for people who cannot see it."""

    image = ImageBlock()
    caption = blocks.CharBlock(required=False, default="")

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Adds ``may_show``: whether the reader may have the picture."""
        from content.shown_files import may_show

        image = value.get("image")
        context = super().get_context(value, parent_context)
        return {**context, "may_show": image is not None and may_show(image)}

    class Meta:
        icon = "image"
        template = "content/blocks/picture.html"
