"""The duty desk's pages: what waits, deciding beside what was sent, agreeing, and the thresholds."""

import re

import pytest

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import RequestRead, Threshold, ThresholdDecision
from tests.factories import make_staff, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(report):
    return Service.objects.select_related("team").get(pk=report.service_id)


def in_team(service, *roles, **fields):
    person = make_staff(*(roles or (Role.OFFICER,)), **fields)
    service.team.members.add(person)
    return signed_in(person, "staff")


@pytest.fixture
def in_force(service):
    return Threshold.objects.create(
        service=service,
        number=1,
        name="Adult at risk",
        criteria=[{"key": "c1", "text": "Needs care"}, {"key": "c2", "text": "At risk of abuse"}],
        needs_second_person=True,
    )


def page(report):
    return f"/workplace/duty/{report.reference}/"


def decided(browser, report, **said):
    seen = re.search(r'name="seen" value="([^"]*)"', browser.get(page(report)).content.decode())
    given = {
        "threshold": 1,
        "seen": seen[1] if seen else "",
        "met": ["c1"],
        "result": "met",
        "why": "She said so.",
    }
    return browser.post(page(report), {**given, **said}, follow=True)


def test_from_the_list_to_a_decision_that_a_colleague_agrees_to(service, in_force, report):
    first, second = in_team(service, name="Dee Duty"), in_team(service, name="Sam Second")
    assert report.reference in first.get("/workplace/duty/").content.decode()
    shown = first.get(page(report)).content.decode()
    assert "Needs care" in shown and "What they told us" in shown
    assert "stands once a colleague has agreed" in decided(first, report).content.decode()
    assert "Second person" in second.get("/workplace/duty/").content.decode()
    assert "You have decided. A colleague has to agree" in first.get(page(report)).content.decode()
    decision = ThresholdDecision.objects.get()
    answer = second.post(f"{page(report)}agree/", {"decision": decision.pk, "agrees": "yes"}, follow=True)
    assert "Agreed to by Sam Second" in answer.content.decode()
    assert "Nothing waits for a decision" in first.get("/workplace/duty/").content.decode()


@pytest.mark.parametrize(
    ("said", "complaint"),
    [
        ({"why": ""}, "Say why"),
        ({"result": ""}, "Choose what you decide"),
        ({"met": []}, "Tick the criteria that are met"),
        ({"met": ["c9"]}, "Tick criteria of this threshold only"),
        ({"threshold": "x"}, ""),
        ({"seen": "nonsense"}, "while you were reading"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(service, in_force, report, said, complaint):
    browser = in_team(service)
    answer = decided(browser, report, **{"why": "Because of this.", **said})
    shown = answer.content.decode()
    assert (complaint in shown and "There is a problem" in shown) or "Nothing was decided" in shown
    assert ("Because of this." in shown) == ("why" not in said)
    assert not ThresholdDecision.objects.exists()


def test_what_was_typed_on_a_stale_page_can_be_sent_from_the_answer(service, in_force, report):
    first, second = in_team(service, name="Dee Duty"), in_team(service, name="Sam Second")
    decided(first, report, result="more-needed", why="Who lives with her?")
    stale = {"threshold": 1, "seen": "", "met": ["c1"], "result": "met", "why": "She said so."}
    shown = second.post(page(report), stale).content.decode()
    assert "Nothing was decided" in shown and "She said so.</textarea>" in shown
    seen = re.search(r'name="seen" value="([^"]+)"', shown)[1]
    second.post(page(report), {**stale, "seen": seen})
    assert ThresholdDecision.objects.count() == 2


def test_who_disagrees_without_a_reason_is_asked_for_one(service, in_force, report):
    first, second = in_team(service), in_team(service)
    decided(first, report)
    to = {"decision": ThresholdDecision.objects.get().pk, "agrees": "no"}
    assert (
        "Say why you do not agree" in second.post(f"{page(report)}agree/", to, follow=True).content.decode()
    )
    assert first.post(f"{page(report)}agree/", {**to, "agrees": "yes"}).status_code == 403
    for wrong in ("", "x", "6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e"):
        assert second.post(f"{page(report)}agree/", {"decision": wrong, "agrees": "yes"}).status_code == 404


def test_opening_one_of_a_service_that_shows_nothing_is_written_down(service, in_force, report):
    Service.objects.filter(pk=service.pk).update(openness=Service.Openness.TEAM_ONLY)
    assert in_team(service).get(page(report)).status_code == 200
    assert RequestRead.objects.count() == 1


def test_nothing_of_it_is_there_for_others(service, in_force, report, officer, admin):
    Service.objects.filter(pk=service.pk).update(openness=Service.Openness.TEAM_ONLY)
    assert officer.get(page(report)).status_code == 404
    assert report.reference not in officer.get("/workplace/duty/").content.decode()
    for path in ("/workplace/duty/", page(report)):
        assert admin.get(path).status_code == 403
    assert officer.get("/workplace/duty/thresholds/").status_code == 403
    assert officer.get(f"/workplace/duty/thresholds/{service.slug}/").status_code == 404


def test_a_request_of_a_service_without_threshold_has_no_such_page(report, officer):
    assert officer.get(page(report)).status_code == 404


def test_a_lead_puts_the_next_version_in_force(service, lead):
    path = f"/workplace/duty/thresholds/{service.slug}/"
    assert service.name in lead.get("/workplace/duty/thresholds/").content.decode()
    said = {"seen": 0, "name": "At risk", "criteria": "One\r\n\r\nTwo", "needs_second_person": "on"}
    assert "Version 1 is in force" in lead.post(path, said, follow=True).content.decode()
    made = Threshold.objects.get()
    assert [one["text"] for one in made.criteria] == ["One", "Two"] and made.needs_second_person
    stale = lead.post(path, {**said, "criteria": "Three"}, follow=True).content.decode()
    assert "another version" in stale and "Three</textarea>" in stale
    assert re.search(r'name="seen" value="1"', stale), "sent again, it is the next version"
    for wrong in ({"criteria": ""}, {"name": ""}, {"seen": "x"}, {"criteria": "Same\nSame"}):
        lead.post(path, {**said, "seen": 1, **wrong})
    assert Threshold.objects.count() == 1


def test_the_list_asks_as_much_whatever_waits(
    service, in_force, fill_queue, report, django_assert_num_queries
):
    browser = in_team(service)
    browser.get("/workplace/duty/")
    with django_assert_num_queries(_queries(browser)):
        fill_queue(30, state="received")
        browser.get("/workplace/duty/")


def _queries(browser):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        browser.get("/workplace/duty/")
    # Adding the rows is one statement itself.
    return len(asked) + 1
