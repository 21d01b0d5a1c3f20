"""A request that has an appointment to come is not ended without a word about it."""

import pytest

from accounts.roles import Role
from forms_engine.requests.callbacks import record_status
from forms_engine.requests.duplicates import DuplicateRefused, mark_duplicate
from forms_engine.requests.services import set_state
from forms_engine.requests.states import StateRefused
from tests.forms_engine.requests.bookings.appointments import booking_of, kinds, last_letter, letters, sent
from tests.forms_engine.requests.bookings.test_officers import an_officer
from tests.forms_engine.requests.signing import back_office, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(working):
    return working(Role.OFFICER)


def page_of(made):
    return f"/workplace/requests/{made.reference}/"


def closes(browser, made, **said):
    data = {"seen": "received", "state": "closed", "message": "We have what we need.", **said}
    return browser.post(page_of(made), data)


def test_its_page_shows_the_appointment_and_leads_to_it_and_back(officer, made):
    body = officer.get(page_of(made)).content.decode()
    its_page = f"/workplace/bookings/{booking_of(made).uuid}/"
    assert its_page in body and "What about the appointment on Monday 7 December 2026, 9am to 9:30am?" in body
    assert page_of(made) in officer.get(its_page).content.decode()


def test_an_officer_is_asked_and_nothing_happens_until_they_have_said(officer, made):
    answer = closes(officer, made)
    assert answer.status_code == 200 and "Say whether to keep or to cancel" in answer.content.decode()
    answer = closes(officer, made, appointment="cancel", message="")
    assert "Say why the appointment is cancelled" in answer.content.decode()
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("received", "confirmed")
    # The verb refuses too, whichever door calls it.
    with pytest.raises(StateRefused, match="There is an appointment to come on Monday 7 December"):
        set_state(an_officer(made), made.id, to="resolved", message="", seen="received")


def test_kept_it_stands_and_its_customer_reads_so(officer, made):
    assert closes(officer, made, appointment="keep").status_code == 302
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("closed", "confirmed")
    said = last_letter(made, "request.updated").body
    assert "Your appointment on Monday 7 December 2026, 9am to 9:30am still stands" in said
    # An officer who was asked has decided: it does not wait for anybody.
    assert "Ann Archer" not in officer.get("/workplace/bookings/waiting/request-ended/").content.decode()


def test_cancelled_it_goes_with_a_letter_that_takes_it_out_of_calendars(officer, made):
    assert closes(officer, made, appointment="cancel").status_code == 302
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("closed", "cancelled")
    assert kinds(made)[-1] == "booking-cancelled"
    letter = last_letter(made, "request.booking-cancelled")
    assert letter.calendar_method == "CANCEL" and "We have what we need." not in letter.body
    assert "and your request" not in letter.body
    assert "still stands" not in last_letter(made, "request.updated").body


def test_what_is_over_or_not_an_end_asks_nothing(officer, made, at_noon):
    assert closes(officer, made, state="in-progress").status_code == 302
    at_noon.move_to("2026-12-07T12:00:00Z", tick=False)
    answer = closes(officer, made, seen="in-progress")
    made.refresh_from_db()
    assert answer.status_code == 302 and made.state == "closed"


def test_closed_by_a_back_office_it_stands_its_customer_reads_so_and_an_officer_finds_it(
    officer, made, at_noon
):
    destination = back_office()
    sent_to(made, destination)
    record_status(destination, "m-1", "T-1", "CLOSED", made.received_at)
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("closed", "confirmed")
    assert "still stands" in last_letter(made, "request.updated").body
    assert "Appointment to come, request ended: 1" in officer.get("/workplace/bookings/").content.decode()
    assert "Ann Archer" in officer.get("/workplace/bookings/waiting/request-ended/").content.decode()


def test_it_is_no_duplicate_while_somebody_is_expected(made, slots):
    other = sent(slots[1])
    with pytest.raises(DuplicateRefused, match="appointment to come"):
        mark_duplicate(an_officer(made), made.id, of=other.reference, seen="received")


def test_who_says_that_they_came_can_resolve_the_request_with_it(officer, clerk, made, slots, at_noon):
    other = sent(slots[1])
    at_noon.move_to("2026-12-07T12:00:00Z", tick=False)
    page = f"/workplace/bookings/{booking_of(made).uuid}/"
    assert "the request is done too" in officer.get(page).content.decode()
    # A booking officer does not decide on requests, and is told who does.
    assert "the request is done too" not in clerk.get(page).content.decode()
    clerk.post(f"{page}mark/", {"came": "yes", "resolve": "on"})
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("received", "confirmed")
    done = officer.post(f"{page}mark/", {"came": "yes", "resolve": "on"}, follow=True).content.decode()
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("resolved", "attended") and "is resolved" in done
    assert set(letters(made)[-2:]) == {"request.updated", "request.feedback"}
    missed = f"/workplace/bookings/{booking_of(other).uuid}/"
    body = officer.post(f"{missed}mark/", {"came": "no"}, follow=True).content.decode()
    other.refresh_from_db()
    assert other.state == "received" and "ring them, or close it" in body
