"""Events: what is to come, by month, one event, calendars and the feed."""

from datetime import date, datetime
from xml.etree import ElementTree as Xml
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from content.languages.trees import plant
from content.models import EventPage, EventsIndexPage
from tests.factories import client, make_page, make_site, make_staff, publish, signed_in
from tests.themes.markup import Markup

pytestmark = pytest.mark.django_db

LONDON = ZoneInfo("Europe/London")
NOW = "2026-12-01 09:00:00+00:00"


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def index():
    return make_page(make_site("public"), EventsIndexPage, title="Events", slug="events")


def at(words):
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def make_event(index, title, begins, ends, *days, **fields):
    more = [("date", date.fromisoformat(day)) for day in days]
    return make_page(
        index, EventPage, title=title, starts_at=at(begins), ends_at=at(ends), more_dates=more, **fields
    )


@pytest.fixture
def some(index):
    make_event(index, "Market", "2026-12-05T10:00", "2026-12-05T13:00", "2026-12-12", "2027-01-09", where="Market Square",
               postcode="ZZ1 1AA", price="Free", latitude=52.1, longitude=-1.9, slug="market")  # fmt: skip
    make_event(index, "Walk", "2026-12-04T09:00", "2026-12-04T11:00", slug="walk")
    make_event(index, "Over", "2026-11-01T09:00", "2026-11-01T11:00", slug="over")
    return index


def text(path="/events/", browser=None, status=200):
    response = (browser or client()).get(path)
    assert response.status_code == status, path
    return response.content.decode()


def titles(path="/events/", browser=None):
    return [
        link.text.strip()
        for link in Markup(text(path, browser)).all("a")
        if any("gh-event__title" in parent.attrs.get("class", "") for parent in link.parents)
    ]


def calendar(path="/events/calendar.ics"):
    response = client().get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_what_is_to_come_the_soonest_first_each_once(some):
    assert titles() == ["Walk", "Market"]
    assert "and 2 more dates" in text()
    assert "Saturday 5 December 2026, 10am to 1pm" in text()


def test_an_event_goes_on_to_its_next_date_and_leaves_after_its_last(some):
    with time_machine.travel("2026-12-06 09:00:00+00:00", tick=False):
        assert titles() == ["Market"]
        assert "Saturday 12 December 2026" in text()
    with time_machine.travel("2027-01-09 13:00:00+00:00", tick=False):
        assert titles() == []


def test_by_month(some):
    assert titles("/events/?month=2027-01") == ["Market"]
    assert "Saturday 9 January 2027" in text("/events/?month=2027-01")
    assert 'href="?month=2026-12"' in text()
    assert titles("/events/?month=2030-01") == []
    for query in ("?month=2026-13", "?month=x", "?month=", "?page=x", "?page=0"):
        assert titles(f"/events/{query}") == ["Walk", "Market"]
    text("/events/?page=2", status=404)


def test_twenty_on_a_page(some):
    for number in range(20):
        make_event(some, f"Event {number:02}", "2026-12-20T10:00", "2026-12-20T11:00")
    assert len(titles()) == 20
    assert titles("/events/?page=2") == ["Event 18", "Event 19"]


def test_nobody_learns_of_an_event_they_may_not_read(some):
    make_event(
        some, "Staff do", "2026-12-24T18:00", "2026-12-24T20:00", "2027-02-02", audience="staff", slug="do"
    )
    make_event(some, "Draft", "2026-12-24T18:00", "2026-12-24T20:00", live=False)
    for path in ("/events/", "/events/feed/", "/events/calendar.ics", "/events/?month=2027-02"):
        assert "Staff do" not in text(path)
        assert "Draft" not in text(path)
    assert "month=2027-02" not in text()
    text("/events/do/calendar.ics", status=404)
    text("/events/do/", status=404)


def test_a_cancelled_event_says_so_wherever_it_is(some):
    publish(EventPage.objects.get(slug="walk"), is_cancelled=True)
    assert "Cancelled" in text()
    assert "This event is cancelled." in text("/events/walk/")
    (event,) = calendar("/events/walk/calendar.ics")
    assert (str(event["status"]), str(event["summary"])) == ("CANCELLED", "Cancelled: Walk")


def test_one_that_is_over_says_so(some):
    assert "This event is over." in text("/events/over/")
    assert "Add to your calendar" not in text("/events/over/")


def test_one_event_shows_when_where_and_what_it_costs(some):
    page = text("/events/market/")
    for words in ("Saturday 12 December 2026, 10am to 1pm", "Saturday 9 January 2027", "Market Square", "ZZ1 1AA", "Free",
                  'data-latitude="52.1"', "Add to your calendar"):  # fmt: skip
        assert words in page, words


def test_the_calendar_of_one_event_has_all_its_dates(some):
    events = calendar("/events/market/calendar.ics")
    assert [one["dtstart"].dt for one in events] == [
        at("2026-12-05T10:00"), at("2026-12-12T10:00"), at("2027-01-09T10:00"),
    ]  # fmt: skip
    assert len({str(one["uid"]) for one in events}) == 3
    assert str(events[0]["location"]) == "Market Square, ZZ1 1AA"
    assert str(events[0]["url"]) == "http://localhost/events/market/"


def test_the_calendar_of_all_has_what_is_to_come(some):
    assert sorted({str(one["summary"]) for one in calendar()}) == ["Market", "Walk"]
    assert len(calendar()) == 4


def test_calendars_know_an_event_again_after_it_has_changed(some):
    before = {str(one["uid"]): int(one["sequence"]) for one in calendar()}
    publish(EventPage.objects.get(slug="market"), title="Christmas market")
    after = {str(one["uid"]): int(one["sequence"]) for one in calendar()}
    assert before.keys() == after.keys()
    assert all(after[uid] >= before[uid] for uid in before)
    assert any(after[uid] > before[uid] for uid in before)


def test_the_feed(some):
    feed = Xml.fromstring(text("/events/feed/"))
    names = [
        entry.findtext("{http://www.w3.org/2005/Atom}title")
        for entry in feed.iter("{http://www.w3.org/2005/Atom}entry")
    ]
    assert sorted(names) == ["Market", "Walk"]


def test_there_is_no_calendar_of_what_has_none(some):
    for path in (
        "/calendar.ics",
        "/nothing/calendar.ics",
        "/events/nothing/calendar.ics",
        "/events/market/feed/",
    ):
        text(path, status=404)


def test_an_event_ends_after_it_begins(some):
    event = EventPage.objects.get(slug="walk")
    event.ends_at = at("2026-12-04T08:00")
    with pytest.raises(ValidationError, match="before it begins"):
        event.full_clean()
    event.ends_at, event.latitude = at("2026-12-04T11:00"), 52.0
    with pytest.raises(ValidationError, match="both latitude and longitude"):
        event.full_clean()


def test_when_the_last_is_over_is_written_down(some):
    assert EventPage.objects.get(slug="market").last_ends_at == at("2027-01-09T13:00")


def test_in_welsh(some):
    plant("cy")
    assert titles("/cy/events/") == ["Walk", "Market"]
    assert "Rhagfyr 2026" in text("/cy/events/")
    assert len(calendar("/cy/events/calendar.ics")) == 4


def test_on_the_intranet():
    index = make_page(make_site("staff"), EventsIndexPage, slug="events")
    make_event(index, "Briefing", "2026-12-24T10:00", "2026-12-24T11:00")
    browser = signed_in(make_staff(), "staff")
    assert titles(browser=browser) == ["Briefing"]
    assert browser.get("/events/calendar.ics").headers["Cache-Control"] == "private, no-store"
    assert client("staff").get("/events/calendar.ics").status_code in {302, 404}


@pytest.mark.parametrize("path", ["/events/", "/events/feed/", "/events/calendar.ics"])
def test_queries_do_not_grow(some, path):
    def asked():
        client().get(path)
        with CaptureQueriesContext(connection) as captured:
            assert client().get(path).status_code == 200
        return len(captured)

    before = asked()
    for number in range(8):
        make_event(some, f"More {number}", "2026-12-20T10:00", "2026-12-20T11:00", "2026-12-21")
    assert asked() == before
    assert before <= 12


def test_what_is_kept_is_kept_no_longer_than_an_event_goes_on(some, page_cache):
    for path in ("/events/", "/events/calendar.ics", "/events/walk/"):
        client().get(path)
    with time_machine.travel("2026-12-04 11:00:01+00:00", tick=False):
        assert titles() == ["Market"]
        assert "Walk" not in text("/events/calendar.ics")
        assert "This event is over." in text("/events/walk/")


def test_what_is_kept_hears_of_a_new_event(some, page_cache):
    client().get("/events/")
    make_event(some, "Carols", "2026-12-24T18:00", "2026-12-24T20:00")
    assert titles() == ["Walk", "Market", "Carols"]
