"""The pages on which somebody corrects what they answered, and what they and their officers see of it."""

import re

import pytest

from accounts.models import Role
from forms_engine.requests.models import AfterSending, Amendment
from tests.factories import client, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db


def html(answer):
    return answer.content.decode()


@pytest.fixture
def browser(ann):
    return signed_in(ann)


def page(request, end="correct/"):
    return f"/requests/{request.reference}/{end}"


def sent(browser, request, **answers):
    shown = html(browser.get(page(request, "correct/damage/")))
    seen = re.search(r'name="seen" value="(\d+)"', shown)[1]
    return browser.post(
        page(request, "correct/damage/"), {"seen": seen, "category": "road", **answers}, follow=True
    )


def test_from_the_request_to_a_page_and_back(report, browser):
    assert page(report) in html(browser.get(page(report, "")))
    listed = html(browser.get(page(report)))
    assert page(report, "correct/damage/") in listed and "correct/about-you/" not in listed
    assert 'name="details"' in html(browser.get(page(report, "correct/damage/")))
    after = html(sent(browser, report, details="By the <b>church"))
    assert "You have corrected it" in after and "By the &lt;b&gt;church" in after
    assert "You corrected what you told us" in after and "You said at first: Not answered" in after
    officer = signed_in(make_staff(Role.OFFICER), "staff")
    at_work = html(officer.get(f"/workplace/requests/{report.reference}/"))
    assert "By the &lt;b&gt;church" in at_work and "They said at first: Not answered" in at_work
    assert "Corrected by the customer" in at_work and "Has a new message" in at_work


def test_what_is_wrong_or_leads_elsewhere_is_said(report, browser):
    wrong = html(sent(browser, report, category="none"))
    assert "There is a problem" in wrong and not Amendment.objects.exists()
    assert "There is a problem" in html(sent(browser, report, details="x" * 9000))
    elsewhere = browser.post(page(report, "correct/danger/"), {"seen": "0", "dangerous": "yes"})
    assert "We cannot change that here" in html(elsewhere)
    assert html(sent(browser, report, details="a\x00b")) and not Amendment.objects.exists()


def test_twice_sent_it_is_corrected_once_and_a_stale_page_is_told(report, browser):
    said = {"seen": "0", "category": "road", "details": "By the church"}
    for _ in range(2):
        browser.post(page(report, "correct/damage/"), said)
    assert Amendment.objects.count() == 1
    for seen in ("0", "x", "", "9" * 30):
        stale = browser.post(
            page(report, "correct/damage/"), {**said, "seen": seen, "details": "By the inn"}, follow=True
        )
        assert "changed meanwhile" in html(stale)
    assert Amendment.objects.count() == 1


def test_where_nothing_can_be_corrected_nothing_is_offered(report, browser):
    AfterSending.objects.create(service=report.service, correct_until="never")
    assert page(report) not in html(browser.get(page(report, "")))
    for end in ("correct/", "correct/damage/"):
        assert "cannot be corrected here any more" in html(browser.get(page(report, end), follow=True))
    AfterSending.objects.all().delete()
    for nothing in ("correct/no-such/", "correct/a/1/b/", "correct/about-you/"):
        assert browser.get(page(report, nothing))["Location"] == page(report)


def test_nobody_else_corrects(report):
    for stranger in (client(), signed_in(make_user())):
        for end in ("correct/", "correct/damage/"):
            answer = (
                stranger.post(page(report, end), {"details": "x"})
                if "damage" in end
                else stranger.get(page(report, end))
            )
            assert answer["Location"] == page(report, "code/")
    assert not Amendment.objects.exists()


def test_in_welsh(report, browser):
    assert browser.get(f"/cy{page(report)}").status_code == 200
    assert browser.get(f"/cy{page(report, 'correct/damage/')}").status_code == 200
