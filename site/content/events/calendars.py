"""Events for people's own calendars (RFC 5545): one event, or all that are to come."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone

from audiences.http import GuildhallRequest
from content.events.dates import Occurrence, occurrences
from content.events.listing import upcoming
from content.links import address
from page_cache.answers import changes_at

PRODUCT = "-//Guildhall//Events//EN"
ASK_AGAIN = timedelta(hours=12)


def calendar_of_event(request: GuildhallRequest, event: Any) -> HttpResponse:
    """All dates of one event."""
    return written(_calendar(request, event.title, [(event, occurrences(event))]), event.slug)


def calendar_of_index(request: GuildhallRequest, index: Any) -> HttpResponse:
    """Everything that is to come."""
    found = upcoming(request, index, timezone.now())
    changes_at(request, min((dates[0].ends_at for _event, dates in found), default=None))
    return written(_calendar(request, index.title, found), index.slug)


def written(calendar: Calendar, name: str) -> HttpResponse:
    """A calendar as a file to open, or to subscribe to."""
    answer = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


def empty_calendar(title: str, product: str = PRODUCT) -> Calendar:
    """A calendar that is published to whoever wants it, in the council's time zone."""
    calendar = Calendar()
    calendar.add("prodid", product)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", ASK_AGAIN, parameters={"VALUE": "DURATION"})
    calendar.add_component(Timezone.from_tzid(settings.TIME_ZONE))
    return calendar


def wall_time(at: datetime) -> datetime:
    """A time by the clock here; in UTC where the clock shows it twice: by RFC 5545 (3.3.5) that is always the first."""
    local = timezone.localtime(at)
    return at.astimezone(UTC) if local.fold else local


def _calendar(request: HttpRequest, title: str, events: Iterable[tuple[Any, list[Occurrence]]]) -> Calendar:
    calendar = empty_calendar(title)
    for event, dates in events:
        for one in dates:
            calendar.add_component(_component(request, event, one))
    return calendar


def _component(request: Any, event: Any, at: Occurrence) -> Event:
    made = Event()
    made.add("uid", _uid(event, at))
    made.add("dtstamp", event.last_published_at or event.starts_at)
    made.add("sequence", event.live_revision_id or 0)
    made.add("dtstart", wall_time(at.starts_at))
    made.add("dtend", wall_time(at.ends_at))
    made.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    made.add(
        "summary", _("Cancelled: %(event)s") % {"event": event.title} if event.is_cancelled else event.title
    )
    link = request.build_absolute_uri(address(request, event))
    made.add("description", "\n\n".join(filter(None, (event.summary, link))))
    made.add("url", link)
    if where := ", ".join(filter(None, (event.where, event.postcode))):
        made.add("location", where)
    if event.latitude is not None and event.longitude is not None:
        made.add("geo", (event.latitude, event.longitude))
    return made


def _uid(event: Any, at: Occurrence) -> str:
    """What calendars know this date of the event by, in whichever language."""
    is_own = at.day == timezone.localtime(event.starts_at).date()
    which = "" if is_own else f"-{at.day:%Y%m%d}"
    return f"{event.translation_key}{which}@{settings.ENVIRONMENT.base_domain}"
