"""A fine that is looked up, shown and paid, through the pages and by API."""

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.utils import timezone

from demo import lookups
from demo.lookups import NoticeAsked, PenaltyNotices
from forms_engine.catalogue.lifecycle import withdraw_version
from forms_engine.journeys.models import LookupSource, Submission
from forms_engine.journeys.offer import publish
from forms_engine.requests import unpaid
from forms_engine.requests.models import Request
from forms_engine.requests.payload import received
from forms_engine.requests.payload_check import require_valid
from payments.models import Charge, ChargeLine
from tests.factories import client
from tests.forms_engine.journeys.api_client import Program
from tests.forms_engine.journeys.lookups.parking import (
    RIGHT,
    START,
    at_check,
    at_the_notice,
    journey_document,
    open_parking,
    open_service,
    send_notice,
)
from tests.stripe_sandbox import sandbox

__all__ = ["sandbox"]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def parking():
    cache.clear()
    open_parking()


def words(answer):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_what_is_looked_up_is_shown_charged_and_told_to_the_back_office():
    browser = at_the_notice()
    assert send_notice(browser).headers["Location"].endswith("/about-you/")
    page = browser.get(f"{START}about-you/")
    assert "You have £35 to pay" in words(page) and "Market Square, Marlford" in words(page)
    at_check(browser)
    check = browser.get(f"{START}check/")
    assert "Send and pay £35" in words(check) and "Issued on" in words(check)
    assert check.content.decode().count("?change=1") == 3  # the three answers; nobody can change a fact

    browser.post(f"{START}check/", {"fee": "3500"})
    made = Request.objects.get()
    assert made.fee_pence == 3500 and ChargeLine.objects.get().amount_pence == 3500
    assert "notice-amount" not in made.answers
    told = received(made)
    require_valid(made.journey_version_id, 1, json.loads(told.as_json()))
    facts = {one["fact"]: one for one in told.data["looked_up"]}
    assert facts["notice-amount"]["value"] == 3500 and facts["notice-amount"]["words"] == "£35"
    assert facts["notice-state"]["lookup"] == "penalty-notices" and facts["notice-state"]["looked_up_at"]


def test_an_amount_that_was_looked_up_is_paid_that_day_or_looked_up_anew(sandbox):
    """Otherwise half a fine is sent on the last day of the discount and paid a week later, or twice by two people."""
    now = datetime(2026, 12, 1, 12, tzinfo=UTC)
    with time_machine.travel(now, tick=False) as clock:
        browser = at_the_notice()
        send_notice(browser)
        at_check(browser)
        browser.post(f"{START}check/", {"fee": "3500"})
        made = Request.objects.get()
        assert made.pay_by == datetime(2026, 12, 1, 23, 59, tzinfo=UTC)
        assert unpaid.cancel_booked(timezone.now()) == 0
        clock.shift(timedelta(hours=12))
        assert unpaid.remind_and_cancel(timezone.now()) == (0, 0)
        assert unpaid.cancel_booked(timezone.now()) == 1
    made.refresh_from_db()
    charge = Charge.objects.get()
    assert (made.state, charge.state) == ("cancelled", "cancelled")
    late = datetime(2026, 12, 1, 23, tzinfo=UTC)
    assert unpaid.pay_by_of_looked_up(late) == late + timedelta(hours=2)


def test_unknown_and_not_belonging_together_get_the_same_answer():
    browser = at_the_notice()
    unknown = send_notice(browser, **{"notice-number": "MS99999911"})
    other = send_notice(browser, registration="ZZ99 ZZZ")
    assert unknown.status_code == other.status_code == 200
    for answer in (unknown, other):
        assert "We could not find a notice with that number for that vehicle" in words(answer)
    assert "Ni allem ddod o hyd i hysbysiad" in words(
        send_notice(at_the_notice("/cy"), "/cy", registration="X1")
    )
    # And nothing can be sent around it.
    assert browser.get(f"{START}about-you/").headers["Location"].endswith("/notice/")


def test_what_is_paid_or_at_court_ends_there():
    browser = at_the_notice()
    answer = send_notice(browser, **{"notice-number": "MS10000033", "registration": "EF56GHJ"})
    assert answer.headers["Location"].endswith("/nothing-to-pay/")
    assert "This notice is paid" in words(browser.get(answer.headers["Location"]))


def test_facts_in_the_form_or_the_body_are_nobodys():
    browser = at_the_notice()
    send_notice(browser, **{"notice-amount": "1", "findings": "{}", "notice-state": "paid"})
    assert "You have £35 to pay" in words(browser.get(f"{START}about-you/"))
    program = Program()
    program.start("pay-a-penalty-notice")
    refused = program.put("notice", {**RIGHT, "notice-amount": 1})
    assert refused.status_code == 422 and refused.json()["errors"][0]["code"] == "unknown-question"


@pytest.mark.parametrize("number", ["MS10000019", "MS10000018"])
def test_a_parking_system_that_is_away_or_slow_stops_with_words(number, caplog):
    LookupSource.objects.update(patience_seconds=0.3)
    answer = send_notice(at_the_notice(), **{"notice-number": number})
    assert answer.status_code == 200 and "call us on 0300 555 0147" in words(answer)
    source = LookupSource.objects.get(slug="penalty-notices")
    assert source.failing_since and source.last_failure in {"ConnectionError", "too slow"}
    assert number not in caplog.text and "AB12" not in caplog.text
    assert send_notice(at_the_notice()).status_code == 302
    source.refresh_from_db()
    assert source.failing_since is None


def test_an_amount_that_changed_is_shown_before_anybody_pays(monkeypatch):
    browser = at_check()
    monkeypatch.setitem(lookups._fixture()["penalty_notices"]["MS10000011"], "amount_pence", 9000)
    # Fresh: what was shown is what is charged. Older than the journey allows: it is looked up again.
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = browser.post(f"{START}check/", {"fee": "3500"})
        assert answer.headers["Location"].endswith("/check/") and not Request.objects.exists()
        page = browser.get(answer.headers["Location"])
        assert "What you pay has changed. It is now £45" in words(page)
        # It is said once: a reload and Back show the amount alone.
        again = words(browser.get(f"{START}check/"))
        assert "What you pay has changed" not in again and "Send and pay £45" in again
        # A page that still shows the old amount (another tab) sends nothing either.
        assert browser.post(f"{START}check/", {"fee": "3500"}).headers["Location"].endswith("/check/")
        assert "What you pay has changed" in words(browser.get(f"{START}check/"))
        browser.post(f"{START}check/", {"fee": "4500"})
    assert Request.objects.get().fee_pence == 4500


def test_an_amount_that_was_never_shown_has_not_changed():
    browser = at_check()
    Submission.objects.update(findings={})  # as a draft that moved on to another version has none
    browser.post(f"{START}check/")
    page = words(browser.get(f"{START}check/"))
    assert "You have £35 to pay." in page and "What you pay has changed" not in page
    assert not Request.objects.exists()


def test_an_amount_kept_in_memory_is_as_old_as_it_is(monkeypatch):
    LookupSource.objects.update(cache_seconds=24 * 60 * 60)
    send_notice(at_the_notice())
    monkeypatch.setitem(lookups._fixture()["penalty_notices"]["MS10000011"], "amount_pence", 9000)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        browser = at_the_notice()
        send_notice(browser)
        assert "You have £45 to pay" in words(browser.get(f"{START}about-you/"))


def test_a_notice_found_without_its_amount_is_never_sent_unpaid(monkeypatch):
    found = PenaltyNotices().look_up(NoticeAsked(notice="MS10000011", registration="AB12CDE"), 1)
    monkeypatch.setattr(
        PenaltyNotices, "look_up", lambda *_args: found.model_copy(update={"amount_pence": None})
    )
    browser = at_the_notice()
    answer = send_notice(browser)
    assert answer.status_code == 200 and "call us on 0300 555 0147" in words(answer)
    assert browser.post(f"{START}check/").headers["Location"].endswith("/notice/")
    assert not Request.objects.exists()


def test_what_another_look_up_said_does_not_move_on_with_a_draft():
    browser = at_check()
    document = journey_document()
    document["pages"][0]["lookup"]["outputs"]["notice-street"]["from"] = "state"
    version = Submission.objects.get().version
    publish(document)
    withdraw_version(version)
    assert browser.get(f"{START}check/").headers["Location"].endswith("/notice/")
    assert Submission.objects.get().findings == {} and not Request.objects.exists()


def test_down_at_the_last_moment_sends_nothing():
    browser = at_check()
    LookupSource.objects.update(is_on=False)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        answer = browser.post(f"{START}check/", {"fee": "3500"})
        assert answer.headers["Location"].endswith("/notice/") and not Request.objects.exists()


def test_by_api(monkeypatch):
    program = Program()
    program.start("pay-a-penalty-notice")
    wrong = program.put("notice", {**RIGHT, "registration": "ZZ99ZZZ"})
    assert wrong.status_code == 422
    assert wrong.json()["errors"] == [
        {
            "question": "notice-number",
            "code": "look-up-not-found",
            "message": "We could not find a notice with that number for that vehicle. Check both and try again",
            "pointer": "/answers/notice-number",
        }
    ]
    assert program.put("notice", RIGHT).json()["next"]["title"] == "You have £35 to pay"
    program.put("about-you", {})
    summary = program.get(program.at("/summary")).json()
    assert summary["fee_pence"] == 3500 and summary["can_submit"]
    rows = {row["question"]: row for section in summary["sections"] for row in section["rows"]}
    assert rows["notice-amount"]["looked_up"] and rows["notice-amount"]["lines"] == ["£35"]
    assert not rows["registration"]["looked_up"] and "notice-state" not in rows
    monkeypatch.setattr(PenaltyNotices, "look_up", lambda *_args: None)
    with time_machine.travel(timezone.now() + timedelta(minutes=16)):
        gone = program.send()
        assert gone.status_code == 409 and gone.json()["step"] == "notice"
    assert not Request.objects.exists()
    listed = client().get("/api/v1/journeys/pay-a-penalty-notice").json()
    assert listed["fees"][0]["looked_up"] is True


def test_a_page_that_looks_up_keeps_to_the_budget(django_assert_max_num_queries):
    browser = at_the_notice()
    send_notice(browser)
    with django_assert_max_num_queries(15):
        browser.get(f"{START}about-you/")
    assert Submission.objects.get().findings["notice"]["outcome"] == "found"


def test_what_is_owed_on_an_account_is_charged_and_a_system_that_is_away_says_where_else_to_pay():
    open_service("libraries", "pay-what-you-owe-the-library")
    start, card = "/journeys/pay-what-you-owe-the-library/", {"account-postcode": "zz11aa"}

    def asked_for(browser, number, language="", **changes):
        sent = {"card-number": number, **card, **changes, "wizard-current_step": "account"}
        return browser.post(f"{language}{start}account/", sent)

    browser = client()
    browser.post(start)
    for number, other in (
        ("60012399", {}),
        ("60012398", {}),
        ("1", {}),
        ("60012345", {"account-postcode": "ZZ2 2BB"}),
    ):
        refused = words(asked_for(browser, number, **other))
        away = number in {"60012399", "60012398"}
        assert ("pay in any library, or call us on 0300 555 0172" in refused) is away
        assert ("We could not find an account" in refused) is not away
    in_welsh = client()
    in_welsh.post(f"/cy{start}")
    assert "talwch mewn unrhyw lyfrgell" in words(asked_for(in_welsh, "60012399", "/cy"))
    cache.clear()  # it has failed three times, and would be left alone for a while
    clear = asked_for(browser, "60012346", **{"account-postcode": "ZZ2 2BB"})
    assert "There is nothing to pay on your library account" in words(browser.get(clear.headers["Location"]))
    owes = asked_for(browser, "6001 2345").headers["Location"]
    assert "You owe £4.60" in words(browser.get(owes))
    browser.post(owes, {"your-email": "", "wizard-current_step": "about-you"})
    assert "Send and pay £4.60" in words(browser.get(f"{start}check/"))
    browser.post(f"{start}check/", {"fee": "460"})
    assert Request.objects.get().fee_pence == ChargeLine.objects.get().amount_pence == 460
