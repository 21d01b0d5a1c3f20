"""What a picture is about: the part of it that stays when it is cut to another shape, in hundredths of the picture."""

from typing import Any

from wagtail.images.rect import Rect

NUMBERS = 4


def is_focus(said: Any) -> bool:
    """Whether these are left, top, width and height of a part of a picture: ``[30, 10, 40, 60]``."""
    if not isinstance(said, list) or len(said) != NUMBERS or not all(str(one).isdecimal() for one in said):
        return False
    left, top, width, height = (int(one) for one in said)
    return width > 0 and height > 0 and left + width <= 100 and top + height <= 100


def look_here(picture: Any, said: list[str]) -> None:
    """Give a picture its focus, without saving it."""
    left, top, width, height = (int(one) / 100 for one in said)
    across, down = picture.width, picture.height
    right, bottom = left + width, top + height
    picture.set_focal_point(
        Rect(round(left * across), round(top * down), round(right * across), round(bottom * down))
    )


def focus_of(file: Any) -> list[int]:
    """The focus of a picture as a file says it; empty where it has none, and of what is no picture."""
    area = file.get_focal_point() if hasattr(file, "get_focal_point") else None
    if area is None or not file.width or not file.height:
        return []
    left, right = (round(100 * one / file.width) for one in (area.left, area.right))
    top, bottom = (round(100 * one / file.height) for one in (area.top, area.bottom))
    return [left, top, max(right - left, 1), max(bottom - top, 1)]
