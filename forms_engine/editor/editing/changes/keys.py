"""Keys, made once from English words. Later changes of the words never change the key."""

import re
import unicodedata
from collections.abc import Container
from typing import Any

from forms_engine.definition.reading import LONGEST_KEY
from forms_engine.editor.editing.changes.finding import all_pages, blocks_of, groups, is_question

COMFORTABLE = 40  # characters: a key is read by people who connect back offices

# How questions begin; a key says what is asked about.
_OPENERS = frozenset(
    [
        "a",
        "an",
        "are",
        "can",
        "did",
        "do",
        "does",
        "for",
        "has",
        "have",
        "how",
        "i",
        "is",
        "many",
        "much",
        "of",
        "our",
        "please",
        "tell",
        "the",
        "to",
        "us",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "will",
        "would",
        "you",
        "your",
    ]
)


def key_from(words: str, taken: Container[str], fallback: str = "part", *, whole: bool = False) -> str:
    """A key that says what ``words`` say and is not in ``taken``; made of ``fallback`` where they have no letters.

    Words that only begin a question are left out; with ``whole`` they stay, for what is known by its key.

    >>> key_from("What is your date of birth?", {"date-of-birth"})
    'date-of-birth-2'
    """
    plain = unicodedata.normalize("NFKD", words.replace("’", "").replace("'", "")).encode("ascii", "ignore")
    parts = re.findall(r"[a-z0-9]+", plain.decode().lower())
    while not whole and len(parts) > 1 and parts[0] in _OPENERS:
        parts.pop(0)
    key = _shortened(parts, LONGEST_KEY if whole else COMFORTABLE) or fallback
    return unique(key, taken)


def unique(key: str, taken: Container[str]) -> str:
    """``key``, or with the first number from 2 that makes it one not in ``taken``; 60 characters at most."""
    if key not in taken:
        return key
    number = 2
    while True:
        tail = f"-{number}"
        numbered = key[: LONGEST_KEY - len(tail)].rstrip("-") + tail
        if numbered not in taken:
            return numbered
        number += 1


def _shortened(parts: list[str], most: int) -> str:
    """As many whole words as fit; a first word that is too long by itself is cut."""
    key = ""
    for part in parts:
        longer = f"{key}-{part}" if key else part
        if len(longer) > most:
            break
        key = longer
    return key or (parts[0][:most] if parts else "")


def page_keys(document: dict[str, Any]) -> set[str]:
    """The keys that pages and groups have, which share a name space."""
    return {str(part.get("key", "")) for part in (*all_pages(document), *groups(document))}


def question_keys(document: dict[str, Any]) -> set[str]:
    """The keys that questions and groups have, which share another."""
    asked = {
        str(block.get("key", ""))
        for page in all_pages(document)
        for block in blocks_of(page)
        if is_question(block)
    }
    return asked | {str(group.get("key", "")) for group in groups(document)}
