"""Reading a paper: one YAML file of words, in the same blocks as a page of the website.

What a page of the website sums up, its document says first in the same words: ``page`` names the page's file, and ``body``
is what the document says besides.
"""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

SITES = Path(__file__).resolve().parents[2] / "sites"


@dataclass(frozen=True, slots=True)
class Paper:
    """What a document says. ``kind`` stands above its title, ``about`` below it, ``contact`` at its end."""

    title: str
    kind: str
    about: str
    body: list[dict[str, Any]]
    lang: str = "en-GB"
    contact: dict[str, str] = field(default_factory=dict)


def read_paper(path: Path) -> Paper:
    """The paper of that file. Every value is words, as in the pages' own files.

    Raises:
        TypeError: for a key that papers have not.
    """
    said = _load(path)
    if page := said.pop("page", None):
        said["body"] = [*_load(SITES / page)["body"], *said["body"]]
    return Paper(**said)


def _load(path: Path) -> dict[str, Any]:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 (makes words alone)
