"""Months of the council's calendar."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

_WRITTEN = re.compile(r"(20[0-9]{2}|21[0-9]{2})-(0[1-9]|1[0-2])", re.ASCII)

A_DAY = timedelta(hours=24)  # of elapsed time, whatever the clocks do


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """One month, by its first day."""

    first: date

    @classmethod
    def of(cls, moment: datetime) -> "Month":
        """The month that a moment falls in where the council is."""
        return cls(timezone.localdate(moment).replace(day=1))

    @classmethod
    def read(cls, written: str) -> "Month | None":
        """A month as addresses and forms have it ("2026-10"); None where it is none."""
        found = _WRITTEN.fullmatch(written)
        return cls(date(int(found[1]), int(found[2]), 1)) if found else None

    def __str__(self) -> str:
        return f"{self.first:%Y-%m}"

    @property
    def name(self) -> str:
        """As people say it: October 2026."""
        return f"{self.first:%B %Y}"

    @property
    def after(self) -> "Month":
        """The next one."""
        return Month((self.first + timedelta(days=31)).replace(day=1))

    @property
    def before(self) -> "Month":
        """The one before."""
        return Month((self.first - timedelta(days=1)).replace(day=1))

    @property
    def last_day(self) -> date:
        """Its last day."""
        return self.after.first - timedelta(days=1)

    @property
    def since(self) -> datetime:
        """When it begins."""
        return datetime.combine(self.first, time.min, timezone.get_current_timezone())

    @property
    def until(self) -> datetime:
        """When the next one begins: what happens then is not in it."""
        return self.after.since


def up_to(last: Month, number: int) -> list[Month]:
    """So many months, ``last`` the last of them."""
    found = [last]
    while len(found) < number:
        found.insert(0, found[0].before)
    return found
