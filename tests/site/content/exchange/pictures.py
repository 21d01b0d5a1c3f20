"""A picture as a file."""

from pathlib import Path

from PIL import Image


def picture_file(path: Path) -> None:
    """A small picture at that place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (8, 6), "green").save(path)
