"""The questions of how it went at the end of a request's page, and what its officers see of the answers."""

import pytest

from accounts.models import Role
from audiences.admission import admit
from forms_engine.requests.models import Feedback
from forms_engine.requests.services import set_state
from tests.factories import client, make_staff, make_user, signed_in

pytestmark = pytest.mark.django_db


def html(answer):
    return answer.content.decode()


@pytest.fixture
def officer(council):
    return make_staff(Role.OFFICER, name="Ida Officer")


@pytest.fixture
def ended(report, officer):
    set_state(admit(officer, "staff"), report.id, to="resolved", message="", seen="received")
    return report


def page(request, end=""):
    return f"/requests/{request.reference}/{end}"


def test_asked_at_the_end_and_not_before(report, officer, ann):
    browser = signed_in(ann)
    assert "How did we do?" not in html(browser.get(page(report)))
    early = browser.post(page(report, "feedback/"), {"satisfaction": "5"}, follow=True)
    assert "when it has come to its end" in html(early) and not Feedback.objects.exists()
    set_state(admit(officer, "staff"), report.id, to="closed", message="", seen="received")
    assert "How did we do?" in html(browser.get(page(report)))


def test_answered_changed_and_read_by_its_officers(ended, ann, officer):
    browser = signed_in(ann)
    empty = html(browser.post(page(ended, "feedback/"), {}))
    assert "Answer at least one question" in empty and "There is a problem" in empty
    said = {"satisfaction": "4", "effort": "2", "comment": "Too many <b>letters"}
    after = html(browser.post(page(ended, "feedback/"), said, follow=True))
    assert "Thank you. We have passed it" in after and "Too many &lt;b&gt;letters" in after
    browser.post(page(ended, "feedback/"), {**said, "effort": "3"})
    assert Feedback.objects.get().effort == 3
    at_work = html(signed_in(officer, "staff").get(f"/workplace/requests/{ended.reference}/"))
    assert "4 of 5" in at_work and "3 of 5" in at_work and "Too many &lt;b&gt;letters" in at_work


def test_in_welsh(ended, ann):
    assert signed_in(ann).get(f"/cy{page(ended)}").status_code == 200


def test_nobody_else_answers(ended, officer):
    for stranger in (client(), signed_in(make_user())):
        answer = stranger.post(page(ended, "feedback/"), {"satisfaction": "1"})
        assert answer["Location"] == page(ended, "code/")
    assert not Feedback.objects.filter(answered_at__isnull=False).exists()
