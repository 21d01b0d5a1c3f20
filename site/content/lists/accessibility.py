"""The accessibility statement, as the regulations of 2018 and the government's model have it, from the list of what is not
accessible yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.conf import settings
from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Problem:
    """A line of the statement. ``language`` is the one its words are in."""

    what: str
    criterion: str
    mend_by: date | None
    language: str


@dataclass(frozen=True, slots=True)
class Statement:
    """What the statement says. ``tested_on``: when something was last found, or found to be mended."""

    not_met: tuple[Problem, ...]
    burden: tuple[Problem, ...]
    exempt: tuple[Problem, ...]
    mended: int
    tested_on: date | None

    @property
    def complies_fully(self) -> bool:
        """Whether nothing stands against "fully compliant": what is out of scope does not."""
        return not self.not_met and not self.burden


def statement() -> Statement:
    """The statement of today, in the reader's language where a problem has words in it. Two questions."""
    rows = _in_language()
    to_mend = [one for one in rows if one.mended_on is None]
    days = [day for one in rows for day in (one.found_on, one.mended_on) if day]
    return Statement(
        not_met=_of(to_mend, "not-met"),
        burden=_of(to_mend, "burden"),
        exempt=_of(to_mend, "exempt"),
        mended=len(rows) - len(to_mend),
        tested_on=max(days, default=None),
    )


def _in_language() -> list[Any]:
    """Each problem once: in the reader's language, or in the first."""
    language = get_language() or settings.LANGUAGE_CODE
    rows = (
        apps.get_model("content", "AccessibilityProblem")
        .objects.filter(locale__language_code__in={language, settings.LANGUAGE_CODE})
        .select_related("locale")
        .order_by("found_on", "pk")
    )
    ordered = sorted(rows, key=lambda one: one.locale.language_code == language)
    kept = {one.translation_key: one for one in ordered}
    return sorted(kept.values(), key=lambda one: (one.found_on, one.pk))


def _of(rows: Sequence[Any], why: str) -> tuple[Problem, ...]:
    return tuple(
        Problem(one.what, one.criterion, one.mend_by, one.locale.language_code)
        for one in rows
        if one.why == why
    )
