"""Keys of ours from the names, paths and titles of a source."""

import re
import unicodedata
from collections.abc import Iterable

from forms_engine.definition.reading import LONGEST_KEY

# Words that follow /journeys/<slug>/ in an address, so no page may be called so.
RESERVED_PAGE_KEYS = (
    "start",
    "check",
    "confirmation",
    "payment",
    "done",
    "status",
    "summary",
    "resume",
    "files",
)

_WORD = re.compile(r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|[0-9]+")
# The designer makes up names of six letters (oXGwlA): they are no words, whatever their capitals look like.
_MADE_UP = re.compile(r"(?=(?:[a-z]*[A-Z]){2}|[A-Z])[A-Za-z]{6}\Z")


def slug(words: str) -> str:
    """Small letters, digits and single hyphens, at most sixty; may come out empty."""
    plain = unicodedata.normalize("NFKD", words[:400]).encode("ascii", "ignore").decode()
    plain = plain.replace("'", "")
    return _shortened("-".join(re.findall(r"[a-z0-9]+", plain.lower())))


def slug_of_name(name: str) -> str:
    """The slug of a name in a program's style: ``numberOfApplicants`` is ``number-of-applicants``."""
    if _MADE_UP.match(name):
        return name.lower()
    return slug(_WORD.sub(lambda found: f"-{found.group()}", name[:400]))


def _shortened(key: str, longest: int = LONGEST_KEY) -> str:
    if len(key) <= longest:
        return key
    whole_words = key[: longest + 1].rpartition("-")[0]
    return (whole_words if len(whole_words) > longest // 2 else key[:longest]).strip("-")


class Keys:
    """Hands out keys of one name space, each once."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = set(taken)
        self._next: dict[str, int] = {}

    def new(self, *wishes: str, otherwise: str) -> str:
        """The first wish that is not empty, with a number behind it where it is taken."""
        wish = next((wish for wish in wishes if wish), otherwise)
        key = wish
        while key in self._taken:
            number = self._next[wish] = self._next.get(wish, 1) + 1
            key = f"{_shortened(wish, LONGEST_KEY - len(str(number)) - 1)}-{number}"
        self._taken.add(key)
        return key
