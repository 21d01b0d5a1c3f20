"""The page of what is kept and held: who sees what, and what can be done there."""

import pytest

from accounts.roles import Role
from forms_engine.journeys.services import submit
from forms_engine.requests.models import LegalHold, RetentionRule
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db
PAGE = "/workplace/kept/"


@pytest.fixture
def made(db):
    open_council()
    return submit(started().id)


def at_work(*roles):
    return signed_in(make_staff(Role.OFFICER, *roles), "staff")


def test_a_service_manager_holds_a_request_and_lifts_it(made):
    browser = at_work(Role.SERVICE_MANAGER)
    answer = browser.post(PAGE, {"reference": made.reference.lower(), "why": "A claim"}, follow=True)
    assert "is on hold" in answer.content.decode()
    hold = LegalHold.objects.get()
    for _ in range(2):
        assert browser.post(f"{PAGE}holds/{hold.pk}/lift/").status_code == 302
    hold.refresh_from_db()
    assert hold.lifted_at
    assert [entry.kind for entry in made.timeline.order_by("number")][-2:] == ["hold", "hold-lifted"]


@pytest.mark.parametrize(
    "said",
    [
        {"reference": "", "why": "A claim"},
        {"reference": "K7W-Q3X-T9D4", "why": "A claim"},
        {"reference": "\x00" * 5, "why": "A claim"},
        {"reference": "x" * 500, "why": "x" * 5000},
        {},
    ],
)
def test_what_cannot_be_held_is_said(made, said):
    answer = at_work(Role.SERVICE_MANAGER).post(PAGE, said)
    assert answer.status_code == 200 and "There is a problem" in answer.content.decode()
    assert not LegalHold.objects.exists()


def test_an_officer_sees_what_is_kept_and_holds_nothing(made):
    browser = at_work()
    assert "Legal holds</h2>" not in browser.get(PAGE).content.decode()
    assert browser.post(PAGE, {"reference": made.reference, "why": "A claim"}).status_code == 403
    hold = LegalHold.objects.create(request=made, why="A claim", by=make_staff())
    assert browser.post(f"{PAGE}holds/{hold.pk}/lift/").status_code == 404
    assert signed_in(make_staff(), "staff").get(PAGE).status_code == 403


def test_the_page_costs_the_same_whatever_there_is(made, django_assert_max_num_queries):
    browser = at_work(Role.SERVICE_MANAGER)
    RetentionRule.objects.create(months=1, because="Schedule")
    with django_assert_max_num_queries(30) as few:
        browser.get(PAGE)
    for _ in range(3):
        LegalHold.objects.create(request=submit(started().id), why="A claim", by=make_staff())
    with django_assert_max_num_queries(len(few.captured_queries)):
        browser.get(PAGE)
