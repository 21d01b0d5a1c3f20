"""What somebody does about their own request: writes, answers, takes it back, asks for the next stage."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import Role
from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.notices.models import Notice
from forms_engine.requests.models import Request, Stage, StateWording, Urgency
from forms_engine.requests.services import set_state
from forms_engine.requests.stages import begin_next_stage
from forms_engine.requests.states import NotAllowed, StateRefused
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.requests.moments import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def service(council):
    return Service.objects.get(slug="highways-maintenance", locale__language_code="en")


@pytest.fixture
def officer():
    return admit(make_staff(Role.OFFICER, name="Ida Officer"), "staff")


@pytest.fixture
def browser(ann):
    return signed_in(ann)


def page(request, end=""):
    return f"/requests/{request.reference}/{end}"


def html(answer):
    return answer.content.decode()


def state_of(request):
    request.refresh_from_db()
    return request.state


def put(officer, request, state, message=""):
    request.refresh_from_db()
    set_state(officer, request.id, to=state, message=message, seen=request.state)


def test_an_answer_that_was_waited_for_sets_it_going_again(report, browser, officer):
    put(officer, report, "waiting", "Which side of the road?")
    shown = html(browser.get(page(report)))
    assert "We need an answer from you" in shown and "Which side of the road?" in shown
    after = browser.post(page(report, "message/"), {"message": "The <left> one."}, follow=True)
    assert "We have passed your message to the team." in html(after)
    assert "The &lt;left&gt; one." in html(after) and "You wrote to us" in html(after)
    assert state_of(report) == "in-progress" and report.customer_wrote_at
    queue = signed_in(officer.user, "staff").get(f"/workplace/requests/{report.reference}/")
    assert "Has a new message" in html(queue)
    put(officer, report, "resolved")
    report.refresh_from_db()
    assert report.customer_wrote_at is None


def test_an_empty_message_comes_back_and_a_late_one_says_so(report, browser, officer):
    assert "Write your message" in html(browser.post(page(report, "message/"), {"message": " "}))
    put(officer, report, "closed")
    assert "write_form" not in html(browser.get(page(report))) and "Send message" not in html(
        browser.get(page(report))
    )
    late = browser.post(page(report, "message/"), {"message": "Hello?"}, follow=True)
    assert "your message was not sent" in html(late)
    assert not report.timeline.filter(kind="from-customer").exists()


def test_not_sorted_out_after_all_for_four_weeks(report, browser, officer):
    put(officer, report, "resolved")
    assert "Not sorted out after all?" in html(browser.get(page(report)))
    Request.objects.filter(id=report.id).update(resolved_at=timezone.now() - timedelta(days=29))
    assert "Send message" not in html(browser.get(page(report)))
    Request.objects.filter(id=report.id).update(resolved_at=timezone.now() - timedelta(days=27))
    browser.post(page(report, "message/"), {"message": "The hole is back."})
    assert state_of(report) == "in-progress"


def test_taken_back_after_a_page_that_asks(report, browser):
    assert page(report, "cancel/") in html(browser.get(page(report)))
    assert "Do you want to cancel this request?" in html(browser.get(page(report, "cancel/")))
    assert state_of(report) == "received"
    after = browser.post(page(report, "cancel/"), {"why": "It was mended."}, follow=True)
    assert "You have cancelled your request." in html(after) and "It was mended." in html(after)
    assert state_of(report) == "cancelled"
    assert "It cannot be cancelled any more" in html(browser.get(page(report, "cancel/"), follow=True))
    assert Notice.objects.get(subject="request.cancelled").recipient == "ann@example.com"


@pytest.mark.parametrize("end", ["message/", "cancel/", "next-stage/"])
def test_nobody_else_does_anything_to_it(report, end, officer):
    for stranger in (client(), signed_in(make_user())):
        answer = stranger.post(page(report, end), {"message": "x", "why": "x", "stage": "2"})
        assert answer["Location"] == page(report, "code/")
    assert state_of(report) == "received" and report.timeline.count() == 1


def test_a_state_is_in_the_services_own_words_everywhere(report, browser, officer, service):
    StateWording.objects.create(
        service=service, state="in-progress", words={"en": "With the road crew", "cy": "Gyda’r criw"}
    )
    put(officer, report, "in-progress")
    for address in (page(report), "/account/"):
        assert "With the road crew" in html(browser.get(address))
        assert "Gyda’r criw" in html(browser.get(f"/cy{address}"))
    assert "is now: With the road crew" in Notice.objects.get(subject="request.updated").body
    told = browser.get(f"/api/v1/requests/{report.reference}").json()
    assert (told["state"], told["state_name"]) == ("in-progress", "With the road crew")
    assert told["timeline"][-1]["state_name"] == "With the road crew"
    assert "In progress" in html(
        signed_in(officer.user, "staff").get(f"/workplace/requests/{report.reference}/")
    )


def test_by_when_it_is_promised_and_what_is_said_when_that_is_over(service, send_report, ann, officer):
    Stage.objects.create(service=service, number=1, resolve_within=10)
    with at("2026-11-23 10:00"):
        report = send_report(ann)
        browser = signed_in(ann)
        assert "We aim to be done by 7 December 2026." in html(browser.get(page(report)))
        put(officer, report, "waiting")
        assert "We aim to be done" not in html(browser.get(page(report)))
        put(officer, report, "in-progress")
    with at("2026-12-08 10:00"):
        assert "We are sorry: the team knows." in html(signed_in(ann).get(page(report)))


@pytest.fixture
def staged(service, send_report, ann):
    Stage.objects.create(
        service=service, number=1, name={"en": "Stage 1", "cy": "Cam 1"}, resolve_within=10, next_within_days=28,
        signposting={"en": "If you are not satisfied, ask for a second look.", "cy": "Gofynnwch am ail olwg."},
    )  # fmt: skip
    Stage.objects.create(
        service=service, number=2, name={"en": "Stage 2: a second look"}, acknowledge_within=3, resolve_within=20,
        signposting={"en": "You can go to the Ombudsman."},
    )  # fmt: skip
    return send_report(ann)


def test_from_the_first_answer_to_the_ombudsman(staged, browser, officer):
    assert "second look" not in html(browser.get(page(staged)))
    put(officer, staged, "resolved", "We are sorry.")
    assert (
        "If you are not satisfied, ask for a second look."
        in Notice.objects.get(subject="request.updated").body
    )
    shown = html(browser.get(page(staged)))
    assert "If you are not satisfied, ask for a second look." in shown and "Stage 2: a second look" in shown
    assert "Gofynnwch am ail olwg." in html(browser.get(f"/cy{page(staged)}"))
    assert "Send message" not in shown, "what is not satisfied with asks for the next stage"
    assert "Tell us why" in html(browser.post(page(staged, "next-stage/"), {"stage": 2, "why": ""}))
    for _ in range(2):
        browser.post(page(staged, "next-stage/"), {"stage": 2, "why": "You did not answer my question."})
    assert state_of(staged) == "in-progress" and staged.stage == 2
    assert staged.timeline.filter(kind="stage").count() == 1
    clocks = {(clock.stage, clock.kind): bool(clock.stopped_at) for clock in staged.clocks.all()}
    assert clocks == {(1, "resolve"): True, (2, "acknowledge"): False, (2, "resolve"): False}
    put(officer, staged, "waiting")
    assert staged.clocks.get(stage=2, kind="acknowledge").stopped_at
    put(officer, staged, "resolved")
    last = html(browser.get(page(staged)))
    assert "You can go to the Ombudsman." in last and "next-stage/" not in last


def test_what_was_closed_can_be_looked_at_again_too(staged, browser, officer):
    put(officer, staged, "closed", "We do not uphold it.")
    assert "Stage 2: a second look" in html(browser.get(page(staged)))
    for _ in range(2):
        said = browser.post(page(staged, "next-stage/"), {"stage": 2, "why": "It is wrong."}, follow=True)
        assert "is over" not in html(said)
    assert state_of(staged) == "in-progress" and staged.stage == 2


def test_a_click_repeated_says_and_cancels_once(report, browser):
    for _ in range(2):
        browser.post(page(report, "message/"), {"message": "The left one."})
    assert report.timeline.filter(kind="from-customer").count() == 1
    said = [browser.post(page(report, "cancel/"), {"why": ""}, follow=True) for _ in range(2)]
    assert "cannot be cancelled" not in html(said[1])


def test_the_period_to_ask_in_ends(staged, browser, officer):
    put(officer, staged, "resolved")
    Request.objects.filter(id=staged.id).update(finished_at=timezone.now() - timedelta(days=31))
    late = browser.post(page(staged, "next-stage/"), {"stage": 2, "why": "x"}, follow=True)
    assert "The time to ask for that is over." in html(late) and state_of(staged) == "resolved"
    with pytest.raises(StateRefused):
        begin_next_stage(officer, staged.id, why="By letter.", stage=2)


def test_an_officer_begins_it_for_who_rang(staged, officer):
    put(officer, staged, "closed")
    theirs = signed_in(officer.user, "staff")
    assert "Stage 2: a second look" in html(theirs.get(f"/workplace/requests/{staged.reference}/"))
    theirs.post(f"/workplace/requests/{staged.reference}/next-stage/", {"stage": "2", "why": "They rang."})
    assert state_of(staged) == "in-progress" and staged.stage == 2
    assert staged.clocks.get(stage=2, kind="acknowledge").stopped_at, "whoever begins it has begun with it"
    nobody = admit(make_user(), "public")
    with pytest.raises(NotAllowed):
        begin_next_stage(nobody, staged.id, why="x", stage=3)


def test_an_urgent_one_says_whom_to_ring(service, send_report, ann, browser):
    Urgency.objects.create(
        service=service, minutes=15, person=make_staff("officer"), phone="0300 555 0162",
        words={"en": "In danger? Call 999. Otherwise call"},
    )  # fmt: skip
    report = send_report(ann)
    assert "In danger? Call 999. Otherwise call 0300 555 0162" in html(browser.get(page(report)))
    assert browser.get(f"/api/v1/requests/{report.reference}").json()["urgent"].endswith("0300 555 0162")
