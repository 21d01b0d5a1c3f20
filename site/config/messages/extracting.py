"""Every message marked in our templates and code."""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from babel.messages.extract import extract
from django.utils.translation.template import templatize

SOURCES = ("forms_engine", "payments", "site", "themes")
NOT_OURS = {"migrations", "node_modules", "__pycache__", "locale", "tests"}
# Some of ours stand in for one of Wagtail's and say words of its catalogue: they come along, as a page has one text
# whoever wrote it first.
TEMPLATES = {".html", ".txt"}

# Function names to the positions of message, plural and context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """What makes two messages the same one to gettext."""

    message: str
    context: str = ""


@dataclass(slots=True)
class Found:
    """A message as the sources have it: ``plural`` is "" where it has none; ``files`` are paths from the root."""

    key: Key
    plural: str = ""
    files: set[str] = field(default_factory=set)


def messages_in(root: Path) -> dict[Key, Found]:
    """All messages of the house.

    Raises:
        ValueError: when one message is used with two different plurals, which gettext cannot hold.
    """
    found: dict[Key, Found] = {}
    for file in _files(root):
        name = file.relative_to(root).as_posix()
        for key, plural in messages_of(file.read_text(encoding="utf-8"), is_template=file.suffix != ".py"):
            one = found.setdefault(key, Found(key))
            if plural and one.plural and plural != one.plural:
                raise ValueError(f"{name}: “{key.message}” has another plural elsewhere: “{one.plural}”.")
            one.plural = one.plural or plural
            one.files.add(name)
    return found


def messages_of(text: str, *, is_template: bool) -> Iterator[tuple[Key, str]]:
    """The messages of one source, each with its plural or "". Empty messages are none: gettext's header has that key."""
    if is_template:
        # What is left of the markup is filler; only its indentation could confuse Python's tokenizer.
        text = re.sub(r"^[ \t]+", "", templatize(text), flags=re.MULTILINE)
    for _line, message, _comments, context in extract(
        "python", io.BytesIO(text.encode()), KEYWORDS, options={"encoding": "utf-8"}
    ):
        words = message if isinstance(message, tuple) else (message,)
        if words[0]:
            yield Key(words[0], context or ""), words[1] if len(words) > 1 else ""


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        for file in sorted((root / source).rglob("*")):
            parts = file.relative_to(root).parts
            if NOT_OURS.isdisjoint(parts) and (file.suffix == ".py" or _is_template(file, parts)):
                yield file


def _is_template(file: Path, parts: tuple[str, ...]) -> bool:
    return file.suffix in TEMPLATES and "templates" in parts
