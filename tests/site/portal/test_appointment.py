"""Somebody's own appointment: seen, moved and cancelled without JavaScript, each asked twice."""

import re

import pytest

from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Customer
from tests.factories import client, make_user, signed_in
from tests.forms_engine.booking.calendars import kind, resource, schedule, slot
from tests.forms_engine.requests.bookings.appointments import booking_of, open_calendar, sent

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def slots():
    return open_calendar()


@pytest.fixture
def made(slots):
    return sent(slots[0])


@pytest.fixture
def ann(made):
    user = make_user()
    Customer.objects.filter(requests=made).update(user=user)
    return signed_in(user)


def words(answer):
    text = re.sub(r"<[^>]+>", " ", answer.content.decode()).replace("&#x27;", "'").replace("&amp;", "&")
    return re.sub(r"\s+", " ", text)


def test_it_is_on_the_page_of_its_request(ann, made):
    page = words(ann.get(f"/requests/{made.reference}/"))
    for said in (
        "Garden visit",
        "Monday 7 December 2026, 9am to 9:30am",
        "Orangery Park Lane Marlford",
        "Your boots",
        "You can move it until Sunday 6 December 2026, 9am",
        "You can cancel it until Sunday 6 December 2026, 9am",
        "Cancel this appointment",
    ):
        assert said in page


def test_it_is_moved_after_a_page_that_asks_again(ann, made, slots):
    times = ann.get(f"/requests/{made.reference}/booking/")
    assert "Monday 7 December" in words(times) and f'value="{slots[2].pk}"' in times.content.decode()
    asked = ann.get(f"/requests/{made.reference}/booking/confirm/", {"slot": slots[2].pk})
    assert "Monday 7 December 2026, 10am to 10:30am" in words(asked)
    assert booking_of(made).slot == slots[0]
    for _ in range(2):
        done = ann.post(f"/requests/{made.reference}/booking/confirm/", {"slot": slots[2].pk}, follow=True)
        assert "Your appointment is now Monday 7 December 2026, 10am to 10:30am" in words(done)
    assert booking_of(made).slot == slots[2]
    assert list(problems()) == []


def test_whose_new_time_is_taken_meanwhile_keeps_the_old_one(ann, made, slots):
    sent(slots[1])
    answer = ann.post(f"/requests/{made.reference}/booking/confirm/", {"slot": slots[1].pk}, follow=True)
    assert "9:30am to 10am is no longer free" in words(answer)
    assert booking_of(made).slot == slots[0]


def test_after_the_deadline_it_says_to_call(ann, made, slots, at_noon):
    at_noon.move_to("2026-12-06T10:00:00Z", tick=False)
    page = words(ann.get(f"/requests/{made.reference}/"))
    assert "It is too late to cancel it here" in page and "Choose another time" not in page
    answer = ann.post(f"/requests/{made.reference}/booking/confirm/", {"slot": slots[2].pk}, follow=True)
    assert "You cannot change the time here any more" in words(answer)
    assert booking_of(made).slot == slots[0]


def test_it_is_cancelled_after_a_page_that_says_what_that_means(ann, made):
    page = words(ann.get(f"/requests/{made.reference}/cancel/"))
    assert "Do you want to cancel this appointment?" in page
    assert "Garden visit Monday 7 December 2026, 9am to 9:30am" in page
    ann.post(f"/requests/{made.reference}/cancel/", {"seen": "received", "why": ""})
    assert booking_of(made).state == "cancelled"


def test_it_is_nobody_elses(made, slots):
    for path in ("booking/", f"booking/confirm/?slot={slots[2].pk}"):
        answer = client().get(f"/requests/{made.reference}/{path}")
        assert (answer.status_code, answer["Location"]) == (302, f"/requests/{made.reference}/code/")
    client().post(f"/requests/{made.reference}/booking/confirm/", {"slot": slots[2].pk})
    assert booking_of(made).slot == slots[0]


@pytest.mark.parametrize("given", ["", "x", "9" * 30, "0"])
def test_no_time_at_all_is_said(ann, made, given):
    answer = ann.get(f"/requests/{made.reference}/booking/confirm/", {"slot": given}, follow=True)
    assert "There is a problem" in words(answer)


def test_a_time_of_something_else_is_not_had(ann, made):
    other = slot(schedule(resource(kind(slug="other-kind"))))
    ann.post(f"/requests/{made.reference}/booking/confirm/", {"slot": other.pk})
    assert booking_of(made).slot != other


def test_in_welsh(ann, made):
    page = words(ann.get(f"/cy/requests/{made.reference}/"))
    assert "Dydd Llun 7 Rhagfyr 2026, 9yb tan 9:30yb" in page and "Eich esgidiau" in page
