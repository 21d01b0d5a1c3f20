"""The list of addresses that came back, the line at the head of a request, and saying how somebody can be reached."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Unreachable
from forms_engine.requests.unreachable.noting import note
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db

LIST = "/workplace/unreachable/"


def html(answer):
    return answer.content.decode()


@pytest.fixture
def row(report):
    return note(report.id, "email", "ann@example.com", "no such mailbox")


@pytest.fixture
def page(report, row):
    return f"/workplace/requests/{report.reference}/unreachable/{row.pk}/"


def test_it_is_at_the_head_of_the_request_and_on_the_list_until_it_is_seen_to(report, page, officer):
    for address in (LIST, f"/workplace/requests/{report.reference}/"):
        assert page in html(officer.get(address)) and "no such mailbox" in html(officer.get(address))
    assert "New email address" in html(officer.get(page))
    empty = html(officer.post(page, {"address": " ", "how": ""}))
    assert "Say how you have reached them" in empty
    assert "correct format" in html(officer.post(page, {"address": "nobody"}))
    assert "Null characters" in html(officer.post(page, {"address": "a\x00b@example.com"}))
    after = html(officer.post(page, {"address": "ann.archer@example.org"}, follow=True))
    assert "It is written down" in after and "ann.archer@example.org" in after
    assert page not in after and "No address came back" in html(officer.get(LIST))
    assert officer.get(page).status_code == 302


def test_of_a_closed_service_nothing_shows(report, page, officer):
    Service.objects.filter(slug="highways-maintenance").update(openness="restricted")
    assert "ann@example.com" not in html(officer.get(LIST)) and report.reference not in html(
        officer.get(LIST)
    )
    for answer in (officer.get(page), officer.post(page, {"how": "Rang"})):
        assert answer.status_code == 404


def test_no_row_of_another_request_and_nobody_else(report, row, page, officer, fill_queue):
    [other] = fill_queue(1)
    for address in (
        f"/workplace/requests/{other}/unreachable/{row.pk}/",
        page.replace(str(row.pk), "9" * 30),
    ):
        assert officer.get(address).status_code == 404
    stranger = signed_in(make_staff(Role.EDITOR), "staff")
    assert stranger.get(LIST).status_code == 403 and stranger.get(page).status_code == 404


def test_the_list_costs_the_same_however_long(report, row, officer):
    officer.get(LIST)
    with CaptureQueriesContext(connection) as one:
        officer.get(LIST)
    for number in range(5):
        Unreachable.objects.create(request=report, channel="email", address=f"{number}@example.com", why="")
    with CaptureQueriesContext(connection) as six:
        officer.get(LIST)
    assert len(six) == len(one)
