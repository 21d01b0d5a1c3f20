"""Reading the small parts of a document: each reader answers a harmless stand-in for what it cannot read, and notes
why, so that one pass finds every fault."""

import re
from collections.abc import Callable
from datetime import date
from math import isfinite
from typing import Any, TypeVar

from forms_engine.definition.document import NO_TEXT, DateBound, Kept, Number, Text
from forms_engine.definition.errors import Finding

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
LONGEST_KEY = 60
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*\Z")
ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)

LONGEST_TEXT = 20_000  # characters
MOST_ENTRIES = 5_000  # of one list; a long list of schools has 3,000
MOST_FINDINGS = 200
DEEPEST_KEPT = 40
LARGEST_NUMBER = 10**12

T = TypeVar("T")


class Reader:
    """Reads values of a decoded JSON document and collects what is wrong with them."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def refuse(self, rule: str, place: str, message: str) -> None:
        """Note a fault. Beyond two hundred nothing is added: nobody reads more, and a hostile document has millions."""
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(Finding(rule, place, message))
        elif len(self.findings) == MOST_FINDINGS:
            self.findings.append(
                Finding(
                    "too-many-findings", "", "Mend these first: there are more faults than are listed here."
                )
            )

    def mapping(self, value: object, place: str, allowed: frozenset[str] | set[str]) -> dict[str, Any]:
        """An object with none but the allowed keys."""
        if not isinstance(value, dict):
            self.refuse("wrong-type", place, "This must be an object with named parts.")
            return {}
        for key in value:
            if key not in allowed:
                self.refuse(
                    "unknown-key", place, f"Remove or correct the unknown key “{str(key)[:LONGEST_KEY]}”."
                )
        return value

    def by_key(self, value: object, place: str, read: Callable[[Any, str], T]) -> dict[str, T]:
        """An object whose keys are keys of ours."""
        if value is None:
            return {}
        if not isinstance(value, dict):
            self.refuse("wrong-type", place, "This must be an object by key.")
            return {}
        if not self._fits(value, place):
            return {}
        return {
            self.key(key, f"{place}.{str(key)[:LONGEST_KEY]}"): read(
                part, f"{place}.{str(key)[:LONGEST_KEY]}"
            )
            for key, part in value.items()
        }

    def items(self, value: object, place: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
        """A list, each entry read the same way."""
        if value is None:
            return ()
        if not isinstance(value, list):
            self.refuse("wrong-type", place, "This must be a list.")
            return ()
        if not self._fits(value, place):
            return ()
        return tuple(read(item, f"{place}[{index}]") for index, item in enumerate(value))

    def _fits(self, value: list[Any] | dict[str, Any], place: str) -> bool:
        if len(value) <= MOST_ENTRIES:
            return True
        self.refuse("too-many", place, f"Keep this to {MOST_ENTRIES} entries: it has {len(value)}.")
        return False

    def key(self, value: object, place: str) -> str:
        """A stable key."""
        if isinstance(value, str) and len(value) <= LONGEST_KEY and KEY.match(value):
            return value
        self.refuse("bad-key", place, "Give a key of small letters, digits and single hyphens, 60 at most.")
        return ""

    def optional_key(self, value: object, place: str) -> str:
        """A stable key, or nothing."""
        return "" if value is None or value == "" else self.key(value, place)

    def string(self, value: object, place: str, default: str = "") -> str:
        """A plain string."""
        if value is None:
            return default
        if isinstance(value, str) and len(value) <= LONGEST_TEXT and _is_text(value):
            return value
        self.refuse("wrong-type", place, f"This must be text of at most {LONGEST_TEXT} characters.")
        return default

    def one_of(
        self,
        value: object,
        place: str,
        known: tuple[str, ...],
        default: str = "",
        rule: str = "unknown-word",
    ) -> str:
        """One of a few words."""
        if value is None and default:
            return default
        if isinstance(value, str) and value in known:
            return value
        self.refuse(rule, place, f"Choose one of {', '.join(known)}.")
        return default or known[0]

    def boolean(self, value: object, place: str, default: bool) -> bool:
        """True or false."""
        if value is None:
            return default
        if isinstance(value, bool):
            return value
        self.refuse("wrong-type", place, "This must be true or false.")
        return default

    def whole(
        self, value: object, place: str, default: int = 0, least: int | None = 0, most: int = LARGEST_NUMBER
    ) -> int:
        """A whole number within bounds."""
        if value is None:
            return default
        low = -LARGEST_NUMBER if least is None else least
        if isinstance(value, int) and not isinstance(value, bool) and low <= value <= most:
            return value
        bounds = f" from {low} to {most}" if most != LARGEST_NUMBER else f" of at least {low}"
        self.refuse("wrong-type", place, f"This must be a whole number{'' if least is None else bounds}.")
        return default

    def number(self, value: object, place: str) -> Number | None:
        """A number, whole or not; None where there is none."""
        if value is None:
            return None
        if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) <= LARGEST_NUMBER:
            return value
        self.refuse("wrong-type", place, "This must be a number.")
        return None

    def text(self, value: object, place: str, required: bool = False) -> Text:
        """A text by language, in English at least where it is required."""
        if value is None or value == {}:
            if required:
                self.refuse("missing-text", place, "Write this text, at least in English.")
            return NO_TEXT
        if not isinstance(value, dict) or not all(
            isinstance(words, str) and LANGUAGE.match(str(language)) for language, words in value.items()
        ):
            self.refuse(
                "wrong-type", place, 'Write a text as an object by language, for example {"en": "Your name"}.'
            )
            return NO_TEXT
        if any(len(words) > LONGEST_TEXT for words in value.values()):
            self.refuse("too-long", place, f"Shorten this text to {LONGEST_TEXT} characters.")
            return NO_TEXT
        if not all(map(_is_text, value.values())):
            self.refuse(
                "bad-text", place, "Remove characters that are no text (NUL or half a surrogate pair)."
            )
            return NO_TEXT
        if required and not value.get("en", "").strip():
            self.refuse("missing-text", place, "Write this text in English: it is the source language.")
        return Text(dict(value))

    def day(self, value: object, place: str) -> date | None:
        """A day, ISO 8601; None where there is none."""
        if value is None:
            return None
        if isinstance(value, str) and is_day(value):
            return date.fromisoformat(value)
        self.refuse("wrong-type", place, 'Write a day as "2027-03-31".')
        return None

    def bound(self, value: object, place: str) -> DateBound | None:
        """A day, or a distance from today."""
        if value is None:
            return None
        if isinstance(value, str) and is_day(value):
            return DateBound(date=value)
        if isinstance(value, dict):
            parts = self.mapping(value, place, {"years", "months", "days"})
            years, months, days = (
                self.whole(parts.get(part), f"{place}.{part}", least=-100_000, most=100_000)
                for part in ("years", "months", "days")
            )
            return DateBound(years=years, months=months, days=days)
        self.refuse("wrong-type", place, 'Write a day as "2027-03-31" or as {"years": -18} from today.')
        return None

    def kept(self, value: object, place: str) -> Kept:
        """What an import could not express, as it was."""
        if value is None:
            return {}
        if isinstance(value, dict) and _is_shallow(value, DEEPEST_KEPT) and _is_json(value):
            return value
        self.refuse(
            "wrong-type", place, f"This must be a JSON object that nests at most {DEEPEST_KEPT} deep."
        )
        return {}


def is_day(value: str) -> bool:
    """Whether a string is a day as we write one."""
    try:
        return bool(ISO_DATE.match(value)) and date.fromisoformat(value).year > 0
    except ValueError:
        return False


def _is_text(words: str) -> bool:
    """Whether a database can keep it: no NUL, no half of a surrogate pair."""
    try:
        words.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in words


def _is_json(value: object) -> bool:
    """Whether a value that is not too deep is made of what JSON has: no NaN, no infinity, and only text for text."""
    match value:
        case str():
            return _is_text(value)
        case float():
            return isfinite(value)
        case dict():
            return all(
                isinstance(name, str) and _is_text(name) and _is_json(part) for name, part in value.items()
            )
        case list():
            return all(map(_is_json, value))
    return value is None or isinstance(value, int)


def _is_shallow(value: object, most: int) -> bool:
    """Whether a value nests no deeper than ``most``; looks level by level, so that it cannot itself go too deep."""
    level: list[object] = [value]
    for _ in range(most + 1):
        level = [
            part
            for container in level
            for part in (
                container.values()
                if isinstance(container, dict)
                else container
                if isinstance(container, list)
                else ()
            )
            if isinstance(part, dict | list)
        ]
        if not level:
            return True
    return False
