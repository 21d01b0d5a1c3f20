"""What somebody asks of a directory: all of it stands in the address, so it can be kept, sent and gone back to."""

import string
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import QueryDict

from content.directories.facets import Facet, known

LETTERS = (*string.ascii_lowercase, "0-9")
LONGEST = 100  # of what is typed: nothing in a directory is found by more
DIGITS = 4  # of the number of a page


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, chosen values, a letter, a postcode to be near, a page of the list. Empty and 1 where nothing is asked."""

    words: str = ""
    has: tuple[str, ...] = ()
    letter: str = ""
    near: str = ""
    page: int = 1

    def address(self, **changes: Any) -> str:
        """The query string of the same question with something changed, on its first page unless one is given; "." for
        the whole list."""
        asked = replace(self, **{"page": 1, **changes})
        pairs: list[tuple[str, str]] = []
        if asked.words:
            pairs.append(("words", asked.words))
        if asked.near:
            pairs.append(("near", asked.near))
        pairs += [("has", key) for key in asked.has]
        if asked.letter:
            pairs.append(("letter", asked.letter))
        if asked.page > 1:
            pairs.append(("page", str(asked.page)))
        return f"?{urlencode(pairs)}" if pairs else "."

    def without(self, key: str) -> str:
        """The address with one chosen value taken back."""
        return self.address(has=tuple(one for one in self.has if one != key))

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but a page is asked for."""
        return bool(self.words or self.has or self.letter or self.near)


def read_asked(query: QueryDict, facets: Sequence[Facet]) -> Asked:
    """Read a query string. What no list could answer, such as a value that the directory does not have, is left out."""
    letter = query.get("letter", "").lower()
    page = query.get("page", "")
    return Asked(
        words=" ".join(query.get("words", "").split())[:LONGEST].strip(),
        has=known(facets, query.getlist("has")),
        letter=letter if letter in LETTERS else "",
        near=" ".join(query.get("near", "").split())[:LONGEST].strip().upper(),
        page=max(1, int(page)) if len(page) <= DIGITS and page.isascii() and page.isdecimal() else 1,
    )
