"""Audience keys and their order.

``public`` is above every other key; ``partner`` is above ``partner:<organisation>``; ``staff`` and ``partner`` have
nothing in common. A set of keys says who may read: whoever holds any of them. The empty set says nobody.
"""

import re
from collections.abc import Iterable

PUBLIC = "public"
STAFF = "staff"
PARTNER = "partner"

AUDIENCES = (PUBLIC, STAFF, PARTNER)

KEY = re.compile(r"public|staff|partner(:[a-z0-9]+(-[a-z0-9]+)*)?")


def organisation_key(slug: str) -> str:
    """The key that only active members of one organisation hold."""
    return f"{PARTNER}:{slug}"


def organisations_in(keys: Iterable[str]) -> list[str]:
    """The slugs of the organisations whose keys are among these, sorted."""
    start = f"{PARTNER}:"
    return sorted(key.removeprefix(start) for key in keys if key.startswith(start))


def check_key(key: str) -> str:
    """Return ``key`` if it is written as an audience key is.

    Raises:
        ValueError: for anything else.
    """
    if not KEY.fullmatch(key):
        raise ValueError(f"{key!r} is not an audience key")
    return key


def above(wide: str, narrow: str) -> bool:
    """Whether everybody whom ``narrow`` admits is admitted by ``wide`` too."""
    return wide in (PUBLIC, narrow) or (wide == PARTNER and narrow.startswith(f"{PARTNER}:"))


def normal(keys: Iterable[str]) -> tuple[str, ...]:
    """The same set of readers in its one canonical form: no key below another, sorted."""
    unique = {check_key(key) for key in keys}
    return tuple(
        sorted(key for key in unique if not any(other != key and above(other, key) for other in unique))
    )


def cut(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    """The keys of what lies inside both: only somebody admitted by ``first`` and by ``second`` is admitted."""
    second = tuple(second)
    met = {
        one if above(other, one) else other
        for one in first
        for other in second
        if above(one, other) or above(other, one)
    }
    return normal(met)
