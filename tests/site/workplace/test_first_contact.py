"""Handing on, and who came back, as officers read it."""

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


def test_an_officer_sees_who_came_back(send_report, officer):
    first, second = send_report(), send_report()
    first_contact.find_repeats(timezone.now())
    assert (
        "Probably about the same thing as"
        in officer.get(f"/workplace/requests/{second.reference}/").content.decode()
    )
    assert "Sent again" in officer.get(f"/workplace/requests/{first.reference}/").content.decode()
