"""Whether a journey takes anything just now.

The live version's dates count for everybody, also for drafts that are pinned to an earlier version: a council that
extends a deadline extends it for those who have begun, and one that brings it forward closes it for them as well. The
last day counts to midnight, local time. What somebody had typed by then is kept, and they are told.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from page_cache.remembered import remembered


@dataclass(frozen=True, slots=True)
class Availability:
    """``day``: the day it opens, or the last day it was open. ``closes``: its last day, while it is open."""

    state: Literal["open", "not-yet", "closed", "paused", "withdrawn", "not-practised", "not-helped"]
    day: date | None = None
    closes: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether requests are taken."""
        return self.state == "open"


class NotOpen(ValueError):
    """The journey takes nothing just now; ``availability`` says why. Nothing was changed."""

    def __init__(self, availability: Availability) -> None:
        self.availability = availability
        super().__init__(f"The journey takes nothing just now: {availability.state}.")


def availability_of(journey: Journey, live_version_id: int | None) -> Availability:
    """Whether the journey takes anything today, given the version that new submissions would start on."""
    if journey.is_paused:
        return Availability("paused")
    if live_version_id is None:
        return Availability("withdrawn")
    definition, today = definition_of(live_version_id), timezone.localdate()
    if definition.open_on(today):
        return Availability("open", closes=definition.closes)
    if definition.opens is not None and today < definition.opens:
        return Availability("not-yet", definition.opens)
    return Availability("closed", definition.closes)


def not_practised(principal: Principal, definition: Definition) -> bool:
    """Whether somebody practises and the journey keeps a time for its sender: a real one, that a resident could have."""
    return principal.practising and definition.booking is not None


def live_versions() -> QuerySet[JourneyVersion]:
    """The versions that are not withdrawn: of one journey's, new submissions start on the first."""
    return JourneyVersion.objects.filter(withdrawn_at=None).order_by("-number")


def live_version_id(journey: Journey) -> int | None:
    """The version that new submissions of the journey start on; None where every one has been withdrawn."""
    return live_versions().filter(journey=journey).values_list("pk", flat=True).first()


def availability(journey: Journey) -> Availability:
    """Whether the journey takes anything today."""
    return availability_of(journey, live_version_id(journey))


def availability_for(request: HttpRequest, journey: Journey) -> Availability:
    """The same; which version is live is asked of the database once until one is published or withdrawn."""
    live = remembered(request, ("live version", journey.pk), lambda: live_version_id(journey))
    return availability_of(journey, live)


def require_open(journey: Journey) -> None:
    """Go on only while the journey takes requests.

    Raises:
        NotOpen: while it is paused, outside its dates, or withdrawn.
    """
    require_open_on(journey, live_version_id(journey))


def require_open_on(journey: Journey, live_version_id: int | None) -> None:
    """The same, given the version that new submissions would start on.

    Raises:
        NotOpen: as ``require_open``.
    """
    found = availability_of(journey, live_version_id)
    if not found.is_open:
        raise NotOpen(found)
