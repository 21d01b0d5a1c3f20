"""Pictures."""

from typing import Any, Literal

from content_api.reading_context import Context
from content_api.schemas.base import ImageOut, Out


class PictureValue(Out):
    """``caption`` may be empty."""

    image: ImageOut
    caption: str


class PictureBlock(Out):
    """A picture."""

    type: Literal["picture"] = "picture"
    id: str
    value: PictureValue


def read_picture(context: Context, value: Any) -> PictureValue | None:
    """The picture, or nothing where the reader may not have it."""
    chosen = value["image"]
    image = context.targets.image(chosen.pk, chosen.contextual_alt_text or "") if chosen else None
    return PictureValue(image=image, caption=value["caption"] or "") if image else None
