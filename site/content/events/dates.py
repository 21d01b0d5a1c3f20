"""When an event takes place: its own times, and the same times on each of its other days, by the council's clock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """Once. Both are aware."""

    starts_at: datetime
    ends_at: datetime

    @property
    def day(self) -> date:
        """The day it begins on, here."""
        return timezone.localtime(self.starts_at).date()

    @property
    def words(self) -> str:
        """When it is, in the active language: "Saturday 5 December 2026, 10am to 1pm"."""
        begins, ends = timezone.localtime(self.starts_at), timezone.localtime(self.ends_at)
        given = {
            "day": date_format(begins, "l j F Y"),
            "from": clock(begins),
            "last_day": date_format(ends, "l j F Y"),
            "to": clock(ends),
        }
        if begins == ends:
            return _("%(day)s, %(from)s") % given
        if begins.date() == ends.date():
            return _("%(day)s, %(from)s to %(to)s") % given
        return _("%(day)s, %(from)s to %(last_day)s, %(to)s") % given


def occurrences(event: Any) -> list[Occurrence]:
    """All its dates, the first first. A day that is there twice counts once."""
    begins, ends = timezone.localtime(event.starts_at), timezone.localtime(event.ends_at)
    further = ends.date() - begins.date()
    days = {begins.date(), *(block.value for block in event.more_dates if block.value)}
    return sorted(
        Occurrence(_at(day, begins), max(_at(day, begins), _at(day + further, ends))) for day in days
    )


def to_come(event: Any, now: datetime) -> list[Occurrence]:
    """Its dates that are not over."""
    return [one for one in occurrences(event) if one.ends_at > now]


def clock(at: datetime) -> str:
    """A time of day as people say it: "10am", "4:05pm"."""
    half = pgettext("time of day", "am") if at.hour < 12 else pgettext("time of day", "pm")
    return f"{date_format(at, 'g:i' if at.minute else 'g')}{half}"


def _at(day: date, like: datetime) -> datetime:
    """That day at the hour of ``like``, by the clock here."""
    return timezone.make_aware(datetime.combine(day, like.time().replace(tzinfo=None)))
