"""Practice on the intranet: turning it on and off, the mark on every page, letters kept, paying without a card."""

from dataclasses import replace

import pytest

from accounts.roles import Role
from accounts.services import grant_role
from audiences.admission import admit
from forms_engine.catalogue.models import Team
from forms_engine.journeys import services
from forms_engine.requests.models import Request
from forms_engine.requests.placing import place_in_queue
from tests.factories import make_partner, make_staff, make_user, signed_in
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db

HOME = "/workplace/practice/"
TURN = "/workplace/practice/turn/"


@pytest.fixture
def ida(db):
    open_council()
    user = make_staff(Role.OFFICER, name="Ida Officer")
    for team in Team.objects.all():
        team.members.add(user)
    return user


@pytest.fixture
def browser(ida):
    return signed_in(ida, "staff")


@pytest.fixture
def practising(browser):
    browser.post(TURN, {"practise": "yes"})
    return browser


def trial_of(user, slug="report-a-pothole"):
    principal = replace(admit(user, "staff"), practising=True)
    request = services.submit(started(slug, principal).id)
    place_in_queue(str(request.id), "highways")
    return request


def test_practice_is_turned_on_and_off_and_every_page_says_so(browser):
    assert "gh-practice-bar" not in browser.get(HOME).content.decode()
    for _ in range(2):
        assert browser.post(TURN, {"practise": "yes"}).status_code == 302
    for page in (
        HOME,
        "/workplace/",
        "/workplace/find/",
        "/journeys/",
        "/requests/",
        "/journeys/report-a-pothole/",
    ):
        said = browser.get(page).content.decode()
        assert ">TEST</strong>You are practising." in said, page
    for _ in range(2):
        browser.post(TURN, {"practise": "no"})
    said = browser.get(HOME).content.decode()
    assert "gh-practice-bar" not in said and "What you do from now on is real." in said


def test_five_calls_to_try_lead_to_their_journeys_in_practice(browser, practising):
    said = practising.get(HOME)
    assert len(said.context["exercises"]) == 5
    assert [one.journey for one in said.context["exercises"]][:2] == [
        "report-a-pothole",
        "apply-for-a-blue-badge",
    ]
    assert 'href="/journeys/report-a-pothole/"' in said.content.decode()


def test_it_is_for_officers(ida):
    for user, audience in (
        (make_staff(Role.EDITOR), "staff"),
        (make_partner(), "partner"),
        (make_user(), "public"),
    ):
        browser = signed_in(user, audience)
        assert browser.get(HOME).status_code in {403, 404}
        assert browser.post(TURN, {"practise": "yes"}).status_code in {403, 404}
        assert not browser.session.get("practising")


def test_looking_turns_nothing_on(browser):
    assert browser.get(TURN).status_code == 405
    assert not browser.session.get("practising")


def test_another_session_of_the_same_officer_is_at_work(practising, ida):
    trial = trial_of(ida)
    other = signed_in(ida, "staff")
    assert practising.get(f"/workplace/requests/{trial.reference}/").status_code == 200
    assert other.get(f"/workplace/requests/{trial.reference}/").status_code == 404
    assert trial.reference in practising.get("/workplace/queues/highways/").content.decode()
    assert trial.reference not in other.get("/workplace/queues/highways/").content.decode()
    assert trial.reference not in signed_in(ida, "public").get("/account/").content.decode()


def test_a_journey_is_practised_from_its_first_page_to_its_last(practising):
    practising.post("/journeys/report-a-pothole/")
    submission = services.Submission.objects.get()
    assert submission.is_practice
    from tests.forms_engine.council import POTHOLE, answered

    answered(submission, POTHOLE)
    check = practising.get("/journeys/report-a-pothole/check/")
    answer = practising.post(
        "/journeys/report-a-pothole/check/", {"fee": check.context["fee_pence"]}, follow=True
    )
    made = Request.objects.get()
    assert made.is_practice and made.reference in answer.content.decode()
    assert "This is practice: nobody is written to" in answer.content.decode()


def test_a_draft_begun_in_practice_is_lost_to_work_and_the_other_way_round(browser):
    browser.post("/journeys/report-a-pothole/")
    page = "/journeys/report-a-pothole/check/"
    assert "lost" not in browser.get(page).headers.get("Location", "")
    browser.post(TURN, {"practise": "yes"})
    assert browser.get(page).headers["Location"].endswith("?lost")


def test_the_letters_that_were_not_sent_can_be_read(practising, ida, mailoutbox):
    trial = trial_of(ida)
    said = practising.get(f"{HOME}requests/{trial.reference}/letters/").content.decode()
    assert "ann@example.com" in said and trial.reference in said
    assert mailoutbox == []


def test_no_letter_and_no_payment_page_for_whoever_is_at_work(browser, ida):
    trial = trial_of(ida, "apply-for-a-blue-badge")
    for page in ("letters", "pay"):
        assert browser.get(f"{HOME}requests/{trial.reference}/{page}/").status_code == 404
    assert browser.post(f"{HOME}requests/{trial.reference}/pay/", {"went": "well"}).status_code == 404


def test_a_card_is_refused_and_taken_in_practice(practising, ida):
    trial = trial_of(ida, "apply-for-a-blue-badge")
    page = f"{HOME}requests/{trial.reference}/pay/"
    assert "no fee is taken" in practising.get(page).content.decode()
    practising.post(page, {"went": "badly"})
    trial.refresh_from_db()
    assert trial.state == "awaiting-payment"
    for _ in range(2):
        practising.post(page, {"went": "well"})
    trial.refresh_from_db()
    assert trial.state == "received"
    assert "Nothing is to be paid" in practising.get(page).content.decode()


def test_nothing_real_is_on_the_practice_pages(practising, ida):
    report = services.submit(started(principal=admit(ida, "staff")).id)
    for page in ("letters", "pay"):
        assert practising.get(f"{HOME}requests/{report.reference}/{page}/").status_code == 404
    assert report.reference not in practising.get(HOME).content.decode()


def test_the_home_costs_the_same_however_much_was_practised(practising, ida, django_assert_max_num_queries):
    for _ in range(3):
        trial_of(ida)
    practising.get(HOME)
    with django_assert_max_num_queries(25):
        practising.get(HOME)


def test_the_admin_says_that_they_practise_and_that_it_is_real(ida):
    grant_role(ida, Role.EDITOR)
    browser = signed_in(ida, "staff")
    assert "TEST is on" not in browser.get("/admin/").content.decode()
    browser.post(TURN, {"practise": "yes"})
    assert "TEST is on, but not in here" in browser.get("/admin/").content.decode()
