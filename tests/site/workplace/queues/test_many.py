"""Doing one thing to many: each by itself, answered for by itself, nothing lost and nothing twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Absence, Queue, Service, Team
from forms_engine.notices.models import Notice
from forms_engine.requests import services
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Request
from tests.factories import make_staff, signed_in
from tests.site.workplace.queues.ticking import MANY, hidden_ticks, outcome, ticks_on

pytestmark = pytest.mark.django_db

QUEUE = "/workplace/queues/highways/"


@pytest.fixture
def reports(send_report):
    return [send_report() for _ in range(3)]


def fresh(reports):
    return [Request.objects.select_related("queue").get(pk=report.pk) for report in reports]


def do(browser, action, ticks, **said):
    return browser.post(MANY, {"do": action, "chosen": list(ticks), "list": "highways", **said})


def test_taken_all_at_once_and_the_answer_says_so_for_each(reports, browser, ida):
    ticks = ticks_on(browser.get(QUEUE))
    answer = do(browser, "take", ticks.values())
    assert outcome(answer) == {report.reference: ("Done", "It is yours.") for report in reports}
    assert {report.assigned_to for report in fresh(reports)} == {ida}
    # The same click again.
    assert "3 of 3 done" in do(browser, "take", ticks.values()).content.decode()
    assert [report.timeline.filter(kind="taken").count() for report in reports] == [1, 1, 1]


def test_all_on_this_page_needs_no_tick(reports, browser, ida):
    listed = list(ticks_on(browser.get(QUEUE)).values())
    browser.post(MANY, {"do": "take", "all": "1", "listed": listed, "list": "highways"})
    assert {report.assigned_to for report in fresh(reports)} == {ida}


def test_what_somebody_else_has_is_not_taken_and_the_rest_is(reports, browser, ida, ben):
    ticks = ticks_on(browser.get(QUEUE))
    do(signed_in(ben, "staff"), "take", [ticks[reports[0].reference]])
    # Neither by a page of before, nor by one that shows who has it.
    for seen in (ticks, ticks_on(browser.get(QUEUE))):
        said = outcome(do(browser, "take", seen.values()))
        assert said[reports[0].reference][0] == "Not done"
        assert said[reports[0].reference][1].startswith("Ben Officer has this request since")
        assert said[reports[1].reference] == ("Done", "It is yours.")


def test_given_to_a_colleague_and_put_back(reports, browser, ben):
    asked = do(browser, "give", ticks_on(browser.get(QUEUE)).values())
    assert "Ben Officer" in asked.content.decode() and len(hidden_ticks(asked)) == 3
    said = {"to": str(ben.uuid), "why": "Yours, I think", "sure": "1"}
    answer = do(browser, "give", hidden_ticks(asked), **said)
    assert "3 of 3 done" in answer.content.decode()
    assert {report.assigned_to for report in fresh(reports)} == {ben}
    back = do(browser, "put-back", ticks_on(browser.get(QUEUE)).values())
    assert "3 of 3 done" in back.content.decode()
    assert {report.assigned_to for report in fresh(reports)} == {None}


def test_whoever_is_away_is_given_them_only_all_the_same(reports, browser, ben):
    today = timezone.localdate()
    Absence.objects.create(user=ben, starts=today, ends=today + timedelta(days=2))
    ticks = ticks_on(browser.get(QUEUE)).values()
    said = {"to": str(ben.uuid), "sure": "1"}
    asked = do(browser, "give", ticks, **said)
    assert "Ben Officer is away until" in asked.content.decode() and "all the same" in asked.content.decode()
    assert {report.assigned_to for report in fresh(reports)} == {None}
    do(browser, "give", hidden_ticks(asked), **said, although_away="1")
    assert {report.assigned_to for report in fresh(reports)} == {ben}


def test_handed_on_with_words(reports, browser):
    parks = Team.objects.create(slug="parks", name="Parks")
    queue = Queue.objects.create(slug="parks", name="Parks", team=parks)
    ticks = list(ticks_on(browser.get(QUEUE)).values())
    refused = do(browser, "hand-on", ticks, sure="1", to="parks")
    assert "Choose a queue" in refused.content.decode() and "Say why" in refused.content.decode()
    answer = do(browser, "hand-on", ticks, sure="1", queue="parks", why="Trees")
    assert "3 of 3 done" in answer.content.decode()
    assert {report.queue for report in fresh(reports)} == {queue}


def test_closed_with_words_each_customer_is_told_once(reports, browser):
    ticks = list(ticks_on(browser.get(QUEUE)).values())
    asked = do(browser, "close", ticks)
    assert "3 customers are written to at once" in asked.content.decode()
    wordless = do(browser, "close", ticks, sure="1", state="resolved", message=" ")
    assert "Say what was done" in wordless.content.decode()
    told = Notice.objects.filter(subject="request.updated")
    assert told.count() == 0
    for _ in range(2):  # a click repeated
        answer = do(browser, "close", ticks, sure="1", state="resolved", message="All filled in.")
        assert "3 of 3 done" in answer.content.decode()
    assert {report.state for report in fresh(reports)} == {"resolved"} and told.count() == 3
    assert all(report.timeline.filter(message="All filled in.").count() == 1 for report in reports)


def test_whoever_wrote_meanwhile_or_was_moved_meanwhile_is_left_alone(reports, browser, ben):
    wrote, moved, rest = reports
    ticks = list(ticks_on(browser.get(QUEUE)).values())
    write_as_customer(wrote.pk, "It is worse now", user=None)
    services.set_state(admit(ben, "staff"), moved.pk, to="in-progress", message="", seen="received")
    answer = do(browser, "close", ticks, sure="1", state="closed", message="Done")
    said = outcome(answer)
    assert "1 of 3 done" in answer.content.decode()
    assert "customer wrote while" in said[wrote.reference][1]
    assert "Someone changed this request" in said[moved.reference][1]
    assert [one.state for one in fresh([wrote, moved, rest])] == ["received", "in-progress", "closed"]


def test_waiting_says_for_what(reports, browser):
    ticks = list(ticks_on(browser.get(QUEUE)).values())
    assert "Say what you need" in do(browser, "state", ticks, sure="1", state="waiting").content.decode()
    assert "Select a valid choice" in do(browser, "state", ticks, sure="1", state="resolved").content.decode()
    do(browser, "state", ticks, sure="1", state="in-progress", message="")
    assert {report.state for report in fresh(reports)} == {"in-progress"}


def test_a_mistake_of_ours_in_one_stops_none_of_the_others(reports, browser, monkeypatch, ida):
    from forms_engine.requests import assigning

    really = assigning.take

    def broken(principal, request_id, seen):
        if request_id == reports[1].pk:
            raise ZeroDivisionError
        return really(principal, request_id, seen)

    monkeypatch.setattr(assigning, "take", broken)
    said = outcome(do(browser, "take", ticks_on(browser.get(QUEUE)).values()))
    assert [said[report.reference][0] for report in reports] == ["Done", "Not done", "Done"]
    assert [report.assigned_to for report in fresh(reports)] == [ida, None, ida]


def test_nothing_is_done_to_what_is_not_shown(reports, browser):
    ticks = list(ticks_on(browser.get(QUEUE)).values())
    parks = Team.objects.create(slug="parks", name="Parks")
    Service.objects.filter(pk=reports[0].service_id).update(openness="restricted", team=parks)
    for action, said in (("take", {}), ("close", {"sure": "1", "state": "closed", "message": "No"})):
        answer = do(browser, action, ticks, **said)
        assert "0 of 3 done" in answer.content.decode() and reports[0].title not in answer.content.decode()
    assert {report.state for report in fresh(reports)} == {"received"}


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"do": "take"}, "tick the requests first"),
        ({"do": "give", "chosen": ["K7W\0|received||highways|1"]}, "tick the requests first"),
        ({"do": "nonsense", "chosen": ["x|received||highways|1"]}, "choose what to do"),
        ({"chosen": ["x|received||highways|1"]}, "choose what to do"),
        ({"do": "take", "chosen": [f"{number}|||a|1" for number in range(101)]}, "100 requests at most"),
        (
            {"do": "take", "chosen": ["a", "a|b", "a|b|c|d|e", "|" * 5000, "a|b|c|d|99999999999"]},
            "tick the requests",
        ),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_says_so(report, browser, said, words):
    answer = browser.post(MANY, {"list": "highways", **said}, follow=True)
    assert words in answer.content.decode() and answer.redirect_chain == [(QUEUE, 302)]


@pytest.mark.parametrize("back", ["https://evil.example/", "\0", "//evil.example", "no-such-queue", "’"])
def test_it_leads_back_to_a_list_and_nowhere_else(report, browser, back):
    answer = browser.post(MANY, {"do": "take", "list": back, "query": back})
    assert answer.status_code == 302 and answer["Location"] == "/workplace/everything/"


def test_taken_from_its_row_it_leads_back_to_the_row(report, browser, ida):
    tick = ticks_on(browser.get(QUEUE))[report.reference]
    answer = browser.post(MANY, {"only": tick, "list": "highways", "query": "whose=nobodys"})
    assert answer["Location"] == f"{QUEUE}?whose=nobodys#row-{report.reference}"
    report.refresh_from_db()
    assert report.assigned_to == ida


def test_only_officers(report, council):
    assert signed_in(make_staff(Role.EDITOR), "staff").post(MANY, {"do": "take"}).status_code == 403
