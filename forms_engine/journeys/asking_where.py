"""Where, or with whom: what is asked before the times are shown, where people choose that. One list of every time at every
place is too long to read, on a phone above all."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from forms_engine.booking.calendar import Calendar
from forms_engine.booking.models import Resource, Slot
from forms_engine.booking.wording import moment_in_words
from forms_engine.journeys.choosing import resources_to_choose
from forms_engine.journeys.times import where_of

ASKED = "where"  # in the address: the question is wanted, also by whoever has answered it
ANSWERED = "answered"  # its value where the question's own form sends it


@dataclass(frozen=True, slots=True)
class Choice:
    """One of them: ``address`` is one line, ``soonest`` its first free time in words, "" where none is free."""

    resource: Resource
    address: str
    soonest: str


@dataclass(frozen=True, slots=True)
class Where:
    """Where somebody chooses a time. ``at`` is None where they have to say it first, or where there is nothing to say
    (``choices`` is empty); ``is_missing``: they were asked and said nothing; ``is_whom``: it is people that they choose
    from."""

    resources: list[Resource]
    at: Resource | None = None
    is_asked: bool = False
    is_missing: bool = False

    @property
    def is_to_say(self) -> bool:
        """Whether the question comes before any times."""
        return bool(self.resources) and (self.at is None or self.is_asked)

    @property
    def is_whom(self) -> bool:
        """Whether they choose a person and not a place."""
        return all(one.what == Resource.What.OFFICER for one in self.resources)

    def limit(self, calendar: Calendar) -> Calendar:
        """The calendar of what was said."""
        return Calendar(calendar.kind, self.at.pk, calendar.for_officer) if self.at else calendar


def where_for(request: HttpRequest, calendar: Calendar | None, known: Slot | None) -> Where:
    """What ``at`` says in the form or the address; otherwise where the time is that they had or wanted (``known``)."""
    resources = resources_to_choose(calendar.kind) if calendar else []
    said = request.POST.get("at") or request.GET.get("at", "")
    at = next((one for one in resources if one.slug == said), None)
    is_asked = ASKED in request.GET and at is None and request.method != "POST"
    if at is None and known is not None:
        at = next((one for one in resources if one.pk == known.resource_id), None)
    return Where(resources, at, is_asked, is_missing=request.GET.get(ASKED) == ANSWERED)


def where_context(where: Where, soonest: dict[int, datetime], language: str) -> dict[str, Any]:
    """For the question's template. ``soonest``: when each is free next (`Calendar.soonest`)."""
    return {
        "choices": [
            Choice(
                one,
                ", ".join(line for line in where_of(one) if line != one.name),
                moment_in_words(soonest[one.pk], language) if one.pk in soonest else "",
            )
            for one in where.resources
        ],
        "is_whom": where.is_whom,
        "at": where.at,
        "is_missing": where.is_missing,
    }
