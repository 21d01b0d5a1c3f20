"""Handing on and first contact, as officers use them."""

import pytest
from django.utils import timezone

from forms_engine.catalogue.models import Queue, Team
from forms_engine.requests import first_contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def lights(council):
    return Queue.objects.create(
        slug="lights", name="Street lights", team=Team.objects.create(slug="lights", name="Lights")
    )


def test_a_request_is_handed_on_with_a_reason(report, lights, officer):
    page, act = f"/workplace/requests/{report.reference}/", f"/workplace/requests/{report.reference}/hand-on/"
    shown = officer.get(page).content.decode()
    assert "Not ours: hand it on" in shown and "Street lights (Lights)" in shown
    missing = officer.post(act, {"seen": "highways", "queue": "lights", "why": ""}, follow=True)
    assert "It was not handed on" in missing.content.decode()
    done = officer.post(act, {"seen": "highways", "queue": "lights", "why": "A lamp post."}, follow=True)
    text = done.content.decode()
    assert f"Request {report.reference} is in Street lights now." in text
    assert "Handed on to another team" in text and "Street lights: A lamp post." in text
    stale = officer.post(act, {"seen": "highways", "queue": "highways", "why": "Again."}, follow=True)
    assert "It is in Street lights now." in stale.content.decode()


def test_an_officer_sees_who_came_back_and_how_often(send_report, officer, django_assert_max_num_queries):
    first, second = send_report(), send_report()
    first_contact.find_repeats(timezone.now())
    assert (
        "Probably about the same thing as"
        in officer.get(f"/workplace/requests/{second.reference}/").content.decode()
    )
    assert "Sent again" in officer.get(f"/workplace/requests/{first.reference}/").content.decode()
    with django_assert_max_num_queries(20):
        counted = officer.get("/workplace/first-contact/")
    text = counted.content.decode()
    assert "Highways" in text and "Not known yet" in text


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        ("31 2 2027", "1 3 2027", "real date"),
        ("1 1 1027", "1 3 2027", "real date"),
        ("2 3 2027", "1 3 2027", "or later"),
        ("1 1 2025", "1 3 2027", "a year apart"),
        ("1 1 2027", "1 3 2027", "Nothing was received"),
    ],
)
def test_days_that_make_no_sense_are_refused(council, officer, first, last, said):
    asked = {
        f"{name}_{part}": typed
        for name, days in (("first", first), ("last", last))
        for part, typed in zip(("day", "month", "year"), days.split(), strict=True)
    }
    assert said in officer.get("/workplace/first-contact/", asked).content.decode()
