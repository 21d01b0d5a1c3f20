"""Choosing a time by API: what is free, holding it, letting go, and sending only with a time that is good."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Role
from forms_engine.booking import holding
from forms_engine.booking.models import Booking, BookingEvent, Place
from forms_engine.requests.models import Request
from tests.factories import make_staff
from tests.forms_engine.booking.calendars import submission as somebody
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.api_client import Program, report
from tests.forms_engine.journeys.appointments import ANSWERS, SLUG, office, visit_kind, visits

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def council(db):
    open_council()
    visits(audience="public")


def answered(program=None, **how):
    """A submission with everything answered but no time, and what its last page said."""
    program = program or Program()
    program.start(SLUG, **how)
    answer = program.put("about", ANSWERS)
    assert answer.status_code == 200, answer.content
    return program, answer.json()


def hold(program, slot, **more):
    return program.call("put", program.at("/slot"), {"slot": slot.pk, **more})


def test_from_the_last_page_to_the_reference(council):
    nine, half_past, *_ = office(visit_kind())
    program, last = answered()
    assert last["next"]["kind"] == "time" and last["next"]["title"] == "Choose a time"
    assert program.get(program.at()).json()["current"]["url"] == last["next"]["url"]
    summary = program.get(program.at("/summary")).json()
    assert (summary["needs_time"], summary["can_submit"], summary["appointment"]) == (True, False, None)
    found = program.get(last["next"]["url"]).json()
    assert found["kind"] == "Garden visit" and found["held"] is None and found["news"] == ""
    first = found["slots"][0]
    assert first["id"] == nine.pk and first["starts_at"].startswith("2026-12-07T09:00:00")
    assert first["words"] == "Monday 7 December 2026, 9am to 9:30am" and first["time"] == "9am"
    assert first["where"] == ["Orangery", "Park Lane", "Marlford"]
    held = hold(program, nine).json()
    assert held["slot"]["id"] == nine.pk and held["held_until"].startswith("2026-12-01T12:15:00")
    assert hold(program, nine).json() == held == program.get(program.at("/slot")).json()
    assert program.put("about", ANSWERS).json()["next"]["kind"] == "summary"
    summary = program.get(program.at("/summary")).json()
    assert summary["can_submit"] and summary["appointment"] == held
    with CaptureQueriesContext(connection) as seen:
        sent = program.send()
    # Every atomic block of a test in a transaction is a savepoint; the day's salt is remembered outside of one.
    asked = [one["sql"] for one in seen if "SAVEPOINT" not in one["sql"] and "visitsalt" not in one["sql"]]
    assert len(asked) <= 40
    assert sent.status_code == 201, sent.content
    assert Booking.objects.get().state == "confirmed"
    assert hold(program, half_past).status_code == 409 and "reference" in hold(program, half_past).json()


def test_sending_without_a_good_time_is_refused_and_says_where_to_choose(council, at_noon):
    nine, *_ = office(visit_kind())
    program, _ = answered()
    refused = program.send()
    assert refused.status_code == 409 and refused["Content-Type"] == "application/problem+json"
    assert refused.json()["step"] == "time" and refused.json()["url"].endswith("/slots")
    hold(program, nine)
    at_noon.shift(timedelta(hours=1))
    holding.hold(somebody(), nine.pk)
    assert program.send().status_code == 409
    assert not Request.objects.exists()
    found = program.get(program.at("/slots")).json()
    assert found["news"] == "gone" and found["held"] is None
    assert program.get(program.at("/slot")).status_code == 404
    assert program.get(program.at("/summary")).json()["sections"][0]["rows"][0]["lines"] == [ANSWERS["why"]]


def test_what_cannot_be_had_names_the_nearest(council):
    nine, half_past, *_ = office(visit_kind())
    other = office(visit_kind("tour"), name="Palace")[0]
    program, _ = answered()
    hold(program, half_past)
    holding.hold(somebody(), nine.pk)
    refused = hold(program, nine)
    assert refused.status_code == 409
    assert [one["time"] for one in refused.json()["nearest"]] == ["10am", "10:30am"]
    assert Booking.objects.get(owner_id=program.id).slot == half_past  # what was held stays
    for slot_id in (other.pk, nine.pk + 1000):
        refused = program.call("put", program.at("/slot"), {"slot": slot_id})
        assert refused.status_code == 409 and refused.json()["nearest"] == []
    for wrong in (0, -1, "nine", None, 2**70):
        refused = program.call("put", program.at("/slot"), {"slot": wrong})
        assert refused.status_code == 422 and refused["Content-Type"] == "application/problem+json"


def test_one_network_holds_so_many_an_hour(council, settings):
    settings.HOLDS_PER_NETWORK = 1
    nine, half_past, *_ = office(visit_kind())
    for program, status in ((answered()[0], 200), (answered()[0], 429)):
        answer = hold(program, half_past if status == 200 else nine)
        assert answer.status_code == status
    assert answer["Content-Type"] == "application/problem+json"


def test_it_is_kept_for_longer_and_let_go(council, at_noon):
    nine, *_ = office(visit_kind())
    program, _ = answered()
    hold(program, nine)
    at_noon.shift(timedelta(minutes=10))
    assert hold(program, nine, keep=True).json()["held_until"].startswith("2026-12-01T12:25:00")
    for _ in range(11):
        at_noon.shift(timedelta(minutes=15))
        last = hold(program, nine, keep=True)
    assert last.status_code == 409 and "as long as it can be" in last.json()["title"]
    for _ in range(2):
        assert program.call("delete", program.at("/slot")).status_code == 204
    assert not Place.objects.filter(booking__isnull=False).exists()
    assert program.send().status_code == 409


def test_pages_of_times_resources_and_welsh(council, django_assert_max_num_queries):
    kind = visit_kind(chooses_resource=True, days_ahead=30)
    maze = office(kind, name="Maze", times=12, days=5)
    program, _ = answered(language="cy")
    program.get(program.at("/slots"))
    with django_assert_max_num_queries(15) as few:
        program.get(program.at("/slots"))
    queries = len(few)
    office(kind, name="Orangery", times=12, days=5)
    found = program.get(program.at("/slots")).json()
    assert {one["name"] for one in found["resources"]} == {"Maze", "Orangery"}
    assert found["slots"][0]["day_words"] == "Dydd Llun 7 Rhagfyr 2026" and found["earlier"] is None
    # One more than with a single resource: none by times, none by resources.
    with django_assert_max_num_queries(queries + 1):
        there = program.get(f"{program.at('/slots')}?at={maze[0].resource.slug}").json()
    assert {one["where"][0] for one in there["slots"]} == {"Maze"} and len(there["slots"]) == 36
    after = program.get(there["later"]).json()
    assert after["slots"][0]["day"] == "2026-12-10" and after["earlier"]
    assert program.get(after["earlier"]).json()["slots"] == there["slots"]
    assert program.get(f"{program.at('/slots')}?at=nowhere").status_code == 404
    Place.objects.filter(booking=None).delete()
    empty = program.get(program.at("/slots")).json()
    assert empty["slots"] == [] and empty["nothing_free"].startswith("Dewch ar y diwrnod agored")


def test_there_is_nothing_to_choose_before_the_answers_nor_where_nothing_is_booked(council):
    office(visit_kind())
    program = Program()
    program.start(SLUG)
    refused = program.get(program.at("/slots"))
    assert refused.status_code == 409 and refused.json()["step"] == "about"
    other = report()
    refused = other.get(other.at("/slots"))
    assert refused.status_code == 409 and "Nothing has to be booked" in refused.json()["title"]
    # Nobody else sees, holds or lets go of anything.
    for method, part in (("get", "/slots"), ("get", "/slot"), ("put", "/slot"), ("delete", "/slot")):
        body = {"slot": 1} if method == "put" else None
        assert program.call(method, program.at(part), body, token="wrong").status_code == 404


def test_an_officer_for_a_caller_needs_no_notice(council, at_noon):
    visits("staff-visit", audience="staff")
    nine, *_ = office(visit_kind(notice_hours=48))
    at_noon.move_to(nine.starts_at - timedelta(hours=1), tick=False)
    program, _ = answered()
    assert program.get(program.at("/slots")).json()["slots"] == []
    assert hold(program, nine).status_code == 409
    user = make_staff(Role.OFFICER)
    desk = Program("staff", user)
    desk.start("staff-visit", channel="phone")
    desk.put("about", ANSWERS)
    assert desk.get(desk.at("/slots")).json()["slots"][0]["id"] == nine.pk
    assert hold(desk, nine).status_code == 200
    event = BookingEvent.objects.get()
    assert (event.by, event.user) == ("officer", user)
    sent = desk.send()
    assert sent.status_code == 201, sent.content


def test_what_was_sent_says_its_appointment_and_what_may_still_be_done(council, at_noon):
    summer = datetime(2027, 6, 7, 8, tzinfo=UTC)
    kind = visit_kind(days_ahead=300, cancel_hours=24, move_hours=48, what_to_bring={"en": "Boots"})
    nine, *_ = office(kind, start=summer)
    program, _ = answered()
    hold(program, nine)
    sent = program.send().json()

    def appointment():
        return program.get(f"requests/{sent['reference']}").json()["appointment"]

    assert appointment() == {
        "state": "confirmed",
        "kind": "Garden visit",
        "starts_at": "2027-06-07T09:00:00+01:00",
        "ends_at": "2027-06-07T09:30:00+01:00",
        "words": "Monday 7 June 2027, 9am to 9:30am",
        "where": ["Orangery", "Park Lane", "Marlford"],
        "to_bring": "Boots",
        "may_move": True,
        "move_until": "2027-06-05T09:00:00+01:00",
        "move_url": appointment()["move_url"],
        "may_cancel": True,
        "cancel_until": "2027-06-06T09:00:00+01:00",
        "refund_pence": 0,
        "refund": "",
    }
    assert appointment()["move_url"].endswith(f"/requests/{sent['reference']}/booking/")
    # Past each deadline, what it was about is no longer on offer.
    at_noon.move_to("2027-06-05T08:00:00Z", tick=False)
    told = appointment()
    assert (told["may_move"], told["move_until"], told["move_url"]) == (False, None, "")
    assert told["may_cancel"]
    at_noon.move_to("2027-06-06T08:00:00Z", tick=False)
    assert (appointment()["may_cancel"], appointment()["cancel_until"]) == (False, None)
    at_noon.move_to("2027-06-06T07:59:00Z", tick=False)
    cancelled = program.post(f"requests/{sent['reference']}/cancel", {"state": "received", "why": ""})
    told = cancelled.json()["appointment"]
    assert (told["state"], told["may_move"], told["may_cancel"]) == ("cancelled", False, False)
    # A journey that books nothing says so.
    other = report()
    reference = other.send().json()["reference"]
    assert other.get(f"requests/{reference}").json()["appointment"] is None
