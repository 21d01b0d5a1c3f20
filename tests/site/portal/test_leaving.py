"""Deleting one's account: explained, meant, and by nobody but its owner."""

import pytest

from accounts.models import SignedIn, User
from accounts.roles import Role
from forms_engine.requests.models import Erasure
from tests.factories import client, make_staff, make_user, signed_in, signed_in_long_ago
from tests.forms_engine.small_journey import main_of
from tests.site.portal import things

pytestmark = pytest.mark.django_db

PAGE = "/account/delete/"


def test_it_says_what_goes_what_stays_and_what_is_under_way(report, ann):
    things.sent(make_user(), title="A secret matter")
    for audience in ("staff", "partner"):
        things.sent(ann, title="A secret matter at work", audience=audience)
    page = main_of(signed_in(ann).get(PAGE))
    assert "What stays, and why" in page and report.reference in page and "secret" not in page


def test_it_is_done_once_it_is_meant_and_every_session_ends(report, ann):
    elsewhere, browser = signed_in(ann), signed_in(ann)
    refused = browser.post(PAGE, {})
    assert "Tick the box" in refused.content.decode() and not Erasure.objects.exists()
    answer = browser.post(PAGE, {"sure": "yes"})
    assert answer["Location"] == "/finish/?done&deleted" and "Clear-Site-Data" in answer.headers
    erasure = Erasure.objects.get()
    assert (erasure.customer_id, erasure.asked) == (report.customer_id, Erasure.Asked.ACCOUNT)
    for one in (browser, elsewhere):
        assert one.get("/account/").status_code == 302
    assert not SignedIn.objects.filter(user=ann).exists() and not User.objects.get(pk=ann.pk).is_active
    assert "Your account is deleted" in main_of(client().get("/finish/?done&deleted"))


def test_somebody_who_never_sent_anything_can_too(council, ann):
    assert signed_in(ann).post(PAGE, {"sure": "yes"}).status_code == 302
    assert Erasure.objects.get().customer.user == ann or Erasure.objects.get().customer.user is None


def test_who_one_is_is_asked_again_first(report, ann):
    browser = signed_in_long_ago(ann)
    assert browser.get(PAGE)["Location"].startswith("/account/confirm/")
    assert browser.post(PAGE, {"sure": "yes"}).status_code == 302
    assert not Erasure.objects.exists() and User.objects.get(pk=ann.pk).is_active


def test_an_account_that_is_needed_at_work_stays(council):
    officer = make_staff(Role.OFFICER)
    browser = signed_in(officer)
    assert "at work as well" in main_of(browser.get(PAGE)) and "<form" not in main_of(browser.get(PAGE))
    browser.post(PAGE, {"sure": "yes"})
    assert not Erasure.objects.exists() and User.objects.get(pk=officer.pk).is_active


def test_whoever_made_an_account_for_themselves_may_delete_it(council):
    resident = make_user(roles=(Role.RESIDENT,))
    browser = signed_in(resident)
    assert "at work as well" not in main_of(browser.get(PAGE))
    assert browser.post(PAGE, {"sure": "yes"})["Location"] == "/finish/?done&deleted"
    assert not User.objects.get(pk=resident.pk).is_active


def test_a_stranger_signs_in_first(council):
    assert client().get(PAGE)["Location"].startswith("/account/sign-in/")
