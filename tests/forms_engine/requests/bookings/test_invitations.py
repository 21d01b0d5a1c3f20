"""What goes into people's calendars, read as a calendar reads it."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest
from django.core import mail
from icalendar import Calendar

from forms_engine.booking.models import Slot
from forms_engine.notices import services as notices
from forms_engine.requests import cancelling
from forms_engine.requests.bookings import moving
from forms_engine.requests.bookings.invitations import invitation, times_of
from tests.forms_engine.requests.bookings.appointments import (
    booking_of,
    last_letter,
    letters,
    open_calendar,
    sent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def event_of(notice):
    """The calendar in a letter and its one event, as a calendar program parses them."""
    calendar = Calendar.from_ical(notice.calendar)
    (event,) = calendar.walk("VEVENT")
    return calendar, event


def test_booked_moved_and_cancelled_are_one_event_for_a_calendar():
    nine, _half_past, ten, *_ = open_calendar()
    made = sent(nine)
    moving.move_as_customer(made.id, ten.pk, user=None)
    cancelling.cancel_as_customer(made.id, user=None)
    calendars = [
        event_of(last_letter(made, subject))
        for subject in ("request.booked", "request.booking-moved", "request.booking-cancelled")
    ]
    assert [str(calendar["METHOD"]) for calendar, _ in calendars] == ["REQUEST", "REQUEST", "CANCEL"]
    events = [event for _, event in calendars]
    assert len({str(event["UID"]) for event in events}) == 1
    assert [int(event["SEQUENCE"]) for event in events] == [1, 2, 3]
    assert [str(event["STATUS"]) for event in events] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]
    assert [event["DTSTART"].dt.hour for event in events] == [9, 10, 10]
    assert all(event["DTSTART"].params["TZID"] == "Europe/London" for event in events)
    assert all(list(calendar.walk("VTIMEZONE")) for calendar, _ in calendars)


def test_it_says_nothing_of_who_comes_but_to_whom_it_is_sent():
    made = sent(open_calendar()[0])
    _, event = event_of(last_letter(made, "request.booked"))
    assert str(event["SUMMARY"]) == "Garden visit"
    assert str(event["ORGANIZER"]).startswith("mailto:") and event["ORGANIZER"].params["CN"]
    assert str(event["LOCATION"]) == "Orangery, Park Lane, Marlford"
    assert str(event["ATTENDEE"]) == "mailto:ann@example.com"
    said = "".join(str(event[name]) for name in ("SUMMARY", "DESCRIPTION", "LOCATION", "UID", "ORGANIZER"))
    assert "ann" not in said.lower() and "garden" not in str(event["DESCRIPTION"]).lower()


def test_of_a_service_that_is_not_for_everybody_it_does_not_even_say_what_it_is():
    slots = open_calendar()
    service = slots[0].resource.kind.service
    service.openness = "restricted"
    service.save()
    made = sent(slots[0])
    _, event = event_of(last_letter(made, "request.booked"))
    assert str(event["SUMMARY"]).startswith("Appointment with")


def test_the_email_has_it_as_a_calendar_and_as_a_file(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    made = sent(open_calendar()[0])
    notices.send(str(last_letter(made, "request.booked").id))
    message = message_from_bytes(mail.outbox[0].message().as_bytes(), policy=default)
    parts = {part.get_content_type(): part for part in message.walk()}
    assert parts["text/calendar"].get_param("method") == "REQUEST"
    assert parts["application/ics"].get_filename() == "invitation.ics"
    assert "Monday 7 December 2026, 9am to 9:30am" in message.get_body(("plain",)).get_content()


def test_in_welsh_the_letter_and_the_event_are_in_welsh():
    made = sent(open_calendar()[0], language="cy")
    letter = last_letter(made, "request.booked")
    assert "Dydd Llun 7 Rhagfyr 2026, 9yb tan 9:30yb" in letter.heading and "Eich esgidiau" in letter.body
    assert str(event_of(letter)[1]["SUMMARY"]) == "Ymweliad â’r ardd"


@pytest.mark.parametrize(
    ("begins", "written"),
    [
        (
            datetime(2027, 3, 28, 0, 30, tzinfo=UTC),
            "TZID=Europe/London:20270328T003000",
        ),  # before they go forward
        (
            datetime(2027, 3, 28, 1, 0, tzinfo=UTC),
            "TZID=Europe/London:20270328T020000",
        ),  # one o'clock is left out
        (
            datetime(2027, 10, 31, 0, 0, tzinfo=UTC),
            "TZID=Europe/London:20271031T010000",
        ),  # the first time it is one
        (datetime(2027, 10, 31, 1, 0, tzinfo=UTC), ":20271031T010000Z"),  # the second: only UTC can say that
        (datetime(2027, 10, 31, 2, 0, tzinfo=UTC), "TZID=Europe/London:20271031T020000"),
    ],
)
def test_as_the_clocks_change_the_moment_stays_the_same(begins, written, at_noon):
    nine = open_calendar(days_ahead=400)[0]
    made = sent(nine)
    booking = booking_of(made)
    booking.slot = Slot(
        schedule=nine.schedule,
        resource=nine.resource,
        starts_at=begins,
        ends_at=begins.replace(minute=begins.minute + 29),
    )
    text = invitation(made, booking, "https://example.com/").text
    assert f"DTSTART{';' if written.startswith('TZID') else ''}{written}" in text
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["DTSTART"].dt.astimezone(UTC) == begins == times_of(booking.slot)[0].astimezone(UTC)


def test_what_waits_to_be_agreed_to_is_in_nobodys_calendar():
    made = sent(open_calendar(needs_approval=True)[0])
    assert letters(made) == ["request.booking-asked"]
    assert last_letter(made, "request.booking-asked").calendar == ""
