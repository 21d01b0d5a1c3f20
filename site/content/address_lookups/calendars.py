"""The days of an answer for people's own calendars (RFC 5545): a file, or something to subscribe to."""

from datetime import UTC, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.http import HttpResponse
from icalendar import Event

from content.address_lookups.interface import Answer
from content.events.calendars import empty_calendar, written

PRODUCT = "-//Guildhall//Addresses//EN"


def calendar_of(page: Any, uprn: str, answer: Answer) -> HttpResponse:
    """A whole day for each thing. It does not say the address: others may look into somebody's calendar."""
    calendar = empty_calendar(page.title, PRODUCT)
    for day in answer.days:
        event = Event()
        event.add(
            "uid", f"{page.provider}-{uprn}-{day.key}-{day.on:%Y%m%d}@{settings.ENVIRONMENT.base_domain}"
        )
        # The same each time it is asked for, so that nothing looks changed that is not.
        event.add("dtstamp", datetime.combine(day.on - timedelta(days=1), time(), UTC))
        event.add("dtstart", day.on)
        event.add("dtend", day.on + timedelta(days=1))
        event.add("transp", "TRANSPARENT")
        event.add("summary", str(day.what))
        if day.note:
            event.add("description", str(day.note))
        calendar.add_component(event)
    return written(calendar, page.slug)
