"""A service manager puts everything of a customer on hold, and nobody else does."""

from uuid import uuid4

import pytest

from accounts.roles import Role
from forms_engine.requests.models import LegalHold
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db


def page(customer, rest="hold/"):
    return f"/workplace/desk/customers/{customer.pk}/{rest}"


@pytest.fixture
def manager(council):
    return signed_in(make_staff(Role.SERVICE_MANAGER, name="Mo Manager"), "staff")


def test_held_once_said_on_the_customers_page_and_lifted_where_all_holds_are(manager, ann):
    assert "Put them on legal hold" in manager.get(page(ann, "")).content.decode()
    for _ in range(2):
        answer = manager.post(page(ann), {"why": "An inquest"}, follow=True)
        assert answer.redirect_chain[-1][0] == page(ann, "") and "are on hold" in answer.content.decode()
    hold = LegalHold.objects.get()
    assert (hold.customer, hold.why) == (ann, "An inquest")
    shown = manager.get(page(ann)).content.decode()
    assert "An inquest" in shown and "Mo Manager" in shown and "Put them on hold" not in shown
    assert "On legal hold" in manager.get(page(ann, "")).content.decode()
    assert str(hold.pk) in manager.get("/workplace/kept/").content.decode()
    manager.post(f"/workplace/kept/holds/{hold.pk}/lift/")
    hold.refresh_from_db()
    assert hold.lifted_at and "Put them on hold" in manager.get(page(ann)).content.decode()


@pytest.mark.parametrize("why", ["", "x" * 501, "\x00"])
def test_without_a_reason_nothing_is_held(manager, ann, why):
    answer = manager.post(page(ann), {"why": why})
    assert answer.status_code == 200 and "There is a problem" in answer.content.decode()
    assert not LegalHold.objects.exists()


@pytest.mark.parametrize(
    ("roles", "status"),
    [
        ((Role.OFFICER, Role.TEAM_LEAD), 404),
        ((Role.OFFICER, Role.ADMINISTRATOR), 200),
        ((Role.ADMINISTRATOR,), 403),
        ((Role.AUDITOR,), 403),
    ],
)
def test_nobody_else_does(council, ann, roles, status):
    """An administrator keeps the rules and sees no customer, unless they are an officer besides."""
    browser = signed_in(make_staff(*roles), "staff")
    assert browser.get(page(ann)).status_code == status
    if status != 200:
        assert browser.post(page(ann), {"why": "An inquest"}).status_code == status
        assert not LegalHold.objects.exists()


def test_nor_whoever_may_not_know_of_them(manager, ann, hide):
    hide()
    assert manager.get(page(ann)).status_code == 404
    assert manager.post(page(ann), {"why": "An inquest"}).status_code == 404
    assert manager.get(f"/workplace/desk/customers/{uuid4()}/hold/").status_code == 404
    assert not LegalHold.objects.exists()
