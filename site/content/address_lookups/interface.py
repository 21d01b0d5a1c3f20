"""What answers for one address, and which of them this installation has.

A provider is named by its dotted path in the setting ``ADDRESS_ANSWERS``; an editor's look-up page names it by its slug.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Protocol

from django.conf import settings
from django.utils.functional import Promise
from django.utils.module_loading import import_string

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Row:
    """One line of an answer: what, and what holds for it."""

    label: Words
    text: Words


@dataclass(frozen=True, slots=True)
class Section:
    """Rows under a heading."""

    title: Words
    rows: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Day:
    """Something on a day to come. ``key`` tells things on one day apart and stays the same ("rubbish"); ``icon`` is a name
    in images/icons.svg, ``note`` what else there is to say of it."""

    on: date
    what: Words
    key: str
    note: Words = ""
    icon: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What holds for an address: the days to come, the soonest first, and what else there is to say."""

    days: Sequence[Day] = ()
    sections: Sequence[Section] = ()


class Provider(Protocol):
    """Where answers come from. It is asked in a thread of its own and touches no database of ours."""

    @property
    def slug(self) -> str:
        """What pages name it by."""
        ...

    @property
    def name(self) -> Words:
        """What editors choose it by."""
        ...

    @property
    def phone(self) -> str:
        """Whom to ring when it does not answer; "" for the council's own number."""
        ...

    def answers(self, uprn: str, day: date, patience: float) -> Answer | None:
        """What holds for a property from ``day`` on; None where it knows nothing of it. Its words are translatable, or
        the same in every language. May raise anything when it fails, and has to fail within ``patience`` seconds."""
        ...


@cache
def providers(paths: tuple[str, ...] = ()) -> Mapping[str, Provider]:
    """Every provider of this installation, by slug. ``paths`` is for asking about others than the settings name."""
    found: list[Provider] = [import_string(path) for path in paths or tuple(settings.ADDRESS_ANSWERS)]
    return {one.slug: one for one in found}


def provider_choices() -> list[tuple[str, str]]:
    """Slug and name of each, for editors."""
    return sorted(
        ((slug, str(one.name)) for slug, one in providers().items()), key=lambda one: one[1].casefold()
    )
