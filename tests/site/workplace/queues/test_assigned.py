"""Who works on one request, on its page."""

import html
import re

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Absence, Service, Team
from forms_engine.requests.models import Request
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db


def page(report, verb=""):
    return f"/workplace/requests/{report.reference}/{verb}"


def held_by(report):
    report.refresh_from_db()
    return report.assigned_to


def said(answer):
    """The newest message, and where it is read."""
    assert answer.status_code == 302
    return [str(message) for message in get_messages(answer.wsgi_request)][-1:]


def test_taken_given_and_put_back(report, browser, ida, ben):
    answer = browser.post(page(report, "take/"), {"seen": ""})
    assert said(answer) == [f"Request {report.reference} is yours."] and held_by(report) == ida
    answer = browser.post(page(report, "give/"), {"seen": str(ida.uuid), "to": str(ben.uuid)})
    assert said(answer) == [f"Ben Officer has request {report.reference} now."] and held_by(report) == ben
    answer = browser.post(page(report, "put-back/"), {"seen": str(ben.uuid)})
    assert said(answer) == [f"Nobody has request {report.reference} now."] and held_by(report) is None


def test_a_page_that_had_gone_stale_says_who_has_it(report, browser, ben, ida):
    signed_in(ben, "staff").post(page(report, "take/"), {"seen": ""})
    answer = browser.post(page(report, "take/"), {"seen": ""})
    assert said(answer)[0].startswith("Ben Officer has this request since") and held_by(report) == ben
    browser.post(page(report, "take/"), {"seen": str(ben.uuid)})
    assert held_by(report) == ida


def test_giving_to_somebody_away_asks_first_and_offers_who_covers(report, browser, ben, highways):
    cara = make_staff(Role.OFFICER, name="Cara Officer")
    highways.members.add(cara)
    today = timezone.localdate()
    Absence.objects.create(user=ben, starts=today, ends=today, covered_by=cara)
    asked = browser.post(page(report, "give/"), {"seen": "", "to": str(ben.uuid), "why": "Soon"})
    words = asked.content.decode()
    assert "Ben Officer is away" in words and "Give it to Cara Officer" in words and held_by(report) is None
    browser.post(page(report, "give/"), {"seen": "", "to": str(ben.uuid), "although_away": "1"})
    assert held_by(report) == ben


@pytest.mark.parametrize("to", ["", "nonsense", "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e"])
def test_given_to_nobody_it_says_so(report, browser, to):
    answer = browser.post(page(report, "give/"), {"seen": "", "to": to})
    assert said(answer) == ["It was not given to anybody: choose a colleague."]


def test_what_is_not_shown_is_not_there(report, browser):
    parks = Team.objects.create(slug="parks", name="Parks")
    Service.objects.filter(pk=report.service_id).update(openness="team-only", team=parks)
    for verb in ("take/", "give/", "put-back/"):
        assert browser.post(page(report, verb), {"seen": ""}).status_code == 404
        assert browser.get(page(report, verb)).status_code == 405


def test_the_next_leads_to_it_and_says_when_none_is_left(report, browser, ida):
    answer = browser.post("/workplace/queues/highways/next/")
    assert answer["Location"] == page(report) and held_by(report) == ida
    answer = browser.post("/workplace/queues/highways/next/")
    assert said(answer) == ["There is nothing left to take in Highways reports."]
    assert browser.post("/workplace/queues/no-such-queue/next/").status_code == 404


@pytest.mark.parametrize("address", ["/workplace/queues/highways/", "the page of one that is finished"])
def test_the_next_is_taken_once_for_one_click(report, send_report, browser, ida, address):
    if not address.startswith("/"):
        address = page(report)
        Request.objects.filter(pk=report.pk).update(state="resolved", finished_at=timezone.now())
    others = [send_report(), send_report()]
    opened = html.unescape(
        re.search(r'name="opened" value="([^"]+)"', browser.get(address).content.decode())[1]
    )
    answers = [browser.post("/workplace/queues/highways/next/", {"opened": opened}) for _ in range(2)]
    assert answers[0]["Location"] == answers[1]["Location"] != ""
    assert Request.objects.filter(assigned_to=ida).count() == 1
    # From the page as it is now, the next one.
    browser.post("/workplace/queues/highways/next/", {"opened": timezone.now().isoformat()})
    assert Request.objects.filter(assigned_to=ida).count() == 2 <= len(others)


@pytest.mark.parametrize(
    "opened", ["", "nonsense", "2026-01-01", "9999-12-31T23:59:59-14:00", "1" * 5000, "\0"]
)
def test_a_moment_that_is_none_takes_the_next(report, browser, ida, opened):
    browser.post("/workplace/queues/highways/next/", {"opened": opened})
    assert held_by(report) == ida
