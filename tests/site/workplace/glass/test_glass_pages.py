"""The pages of broken glass: asking, reading, closing, reviewing."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.roles import Role
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import BrokenGlass, RequestRead
from tests.factories import make_staff, signed_in
from tests.site.workplace.conftest import *  # noqa: F403

pytestmark = pytest.mark.django_db

ASK = "/workplace/glass/"
WHY = "He says that he will hurt her tonight."


@pytest.fixture
def sensitive(report):
    Service.objects.filter(pk=report.service_id).update(openness=Service.Openness.RESTRICTED)
    return report


@pytest.fixture
def its_lead(sensitive):
    person = make_staff(Role.TEAM_LEAD, Role.RESTRICTED_CASE_OFFICER, name="Lena Lead")
    sensitive.service.team.members.add(person)
    return signed_in(person, "staff")


def broken(browser, made):
    return browser.post(ASK, {"reference": made.reference, "reason": WHY})


def text(answer):
    return answer.content.decode()


def through(made):
    return f"{ASK}requests/{made.reference}/"


def test_asked_read_and_closed(sensitive, officer):
    assert officer.get(ASK).status_code == 200
    assert broken(officer, sensitive).headers["Location"] == through(sensitive)
    shown = text(officer.get(through(sensitive)))
    assert "Ann Archer" in shown and "High Street, Marlford" in shown and WHY in shown
    file_id = sensitive.files.get().file_id
    assert officer.get(f"{through(sensitive)}files/{file_id}/").status_code == 200
    # Nothing is offered but to close it, and no address of the workplace knows of it.
    assert shown.count("<form") == shown.count("sign-out") + 1
    page = f"/workplace/requests/{sensitive.reference}/"
    for address in (f"{page}reads/", f"{page}deliveries/", f"{page}files/{file_id}/"):
        assert officer.get(address).status_code == 404
    for act in ("write", "cancel", "next-stage", "duplicate", "held-back", "hand-on"):
        assert officer.post(f"{page}{act}/", {"text": "x"}).status_code in {403, 404}
    assert sensitive.reference not in text(officer.get("/workplace/queues/highways/"))
    assert [read.what for read in RequestRead.objects.order_by("id")] == ["page", "file"]
    assert officer.post(f"{through(sensitive)}close/").status_code == 302
    assert officer.get(through(sensitive)).status_code == 404
    assert officer.post(f"{through(sensitive)}close/").status_code == 302  # a second click


def test_who_opens_nothing_closes_nothing(sensitive):
    plain = signed_in(make_staff(), "staff")
    assert plain.post(f"{through(sensitive)}close/").status_code == 403


def test_after_an_hour_it_is_not_there(sensitive, officer):
    broken(officer, sensitive)
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        assert officer.get(through(sensitive)).status_code == 404
        file_id = sensitive.files.get().file_id
        assert officer.get(f"{through(sensitive)}files/{file_id}/").status_code == 404


def test_a_reference_that_is_nobodys_is_answered_as_one_that_does_not_exist(sensitive, officer):
    answers = {
        text(officer.post(ASK, {"reference": reference, "reason": WHY})).count(
            "There is no request with that"
        )
        for reference in ("K7W-Q3X-T9D4", "nonsense", "x" * 19)
    }
    assert len(answers) == 1 and answers.pop() > 0
    assert not BrokenGlass.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [{}, {"reference": "x" * 5000, "reason": WHY}, {"reference": "K7W-Q3X-T9D4", "reason": ""}],
)
def test_what_is_missing_is_asked_for(sensitive, officer, sent):
    answer = officer.post(ASK, sent)
    assert answer.status_code == 200 and "There is a problem" in text(answer)


def test_what_is_shown_anyway_is_opened_as_always(report, officer):
    answer = broken(officer, report)
    assert answer.headers["Location"] == f"/workplace/requests/{report.reference}/"
    assert not BrokenGlass.objects.exists()


@pytest.mark.parametrize(
    "roles", [(), (Role.AUDITOR,), (Role.ADMINISTRATOR,), (Role.ADMINISTRATOR, Role.OFFICER)]
)
def test_who_never_may_is_refused(sensitive, roles):
    browser = signed_in(make_staff(*roles), "staff")
    assert browser.get(ASK).status_code == 403
    assert broken(browser, sensitive).status_code == 403
    assert not BrokenGlass.objects.exists()


def test_the_lead_reviews_it(sensitive, officer, its_lead):
    broken(officer, sensitive)
    officer.get(through(sensitive))
    glass = BrokenGlass.objects.get()
    address = f"{ASK}reviews/{glass.id}/"
    assert "Ida Officer" in text(its_lead.get(f"{ASK}reviews/"))
    shown = text(its_lead.get(address))
    assert WHY in shown and "The request" in shown
    assert "There is a problem" in text(its_lead.post(address, {"finding": "nonsense", "words": ""}))
    assert its_lead.post(address, {"finding": "right", "words": "They rang."}).status_code == 302
    assert "They rang." in text(its_lead.get(address))
    page = f"/workplace/requests/{sensitive.reference}/"
    assert "They rang." in text(its_lead.get(page)) and WHY in text(its_lead.get(page))
    for other in (officer, signed_in(make_staff(Role.TEAM_LEAD, Role.RESTRICTED_CASE_OFFICER), "staff")):
        assert other.get(address).status_code == 404
        assert other.post(address, {"finding": "right", "words": "x"}).status_code == 404
        assert sensitive.reference not in text(other.get(f"{ASK}reviews/"))


def test_what_is_not_reviewed_shows_on_operations(sensitive, officer, its_lead, admin, live_worker):
    broken(officer, sensitive)
    with time_machine.travel(timezone.now() + timedelta(days=3, minutes=5), tick=False):
        leads, admins = (
            text(its_lead.get("/workplace/operations/")),
            text(admin.get("/workplace/operations/")),
        )
    assert "in an emergency" in leads and "in an emergency" in admins
    assert sensitive.reference not in admins


def test_what_an_officer_opened_is_listed_for_them_alone(sensitive, officer):
    broken(officer, sensitive)
    assert sensitive.reference in text(officer.get(ASK))
    assert sensitive.reference not in text(signed_in(make_staff(Role.OFFICER), "staff").get(ASK))
