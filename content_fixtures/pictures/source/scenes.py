"""Which picture is drawn by which scene."""

from collections.abc import Callable

from . import scenes_town
from .svg import Art

SCENES: dict[str, Callable[[Art], None]] = {
    "marlford-skyline": scenes_town.marlford_skyline,
}
