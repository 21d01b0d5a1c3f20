"""An officer decides: the request moves, its customer is told, and a page gone stale changes nothing."""

import html
import re

import pytest

from audiences.keys import PUBLIC, STAFF
from audiences.principal import Principal
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Request
from forms_engine.requests.placing import place_in_queue
from forms_engine.requests.services import set_state
from forms_engine.requests.states import RequestState
from tests.factories import make_staff, signed_in
from tests.forms_engine.council import started

pytestmark = pytest.mark.django_db


# What an officer is offered in each state that a request can be in once it was received.
AFTER = {
    "received": ["in-progress", "waiting", "resolved", "closed", "cancelled"],
    "in-progress": ["waiting", "resolved", "closed", "cancelled"],
    "waiting": ["in-progress", "resolved", "closed", "cancelled"],
    "resolved": ["in-progress", "closed"],
    "closed": ["in-progress"],
    "cancelled": [],
}


def page(request):
    return f"/workplace/requests/{request.reference}/"


def form_of(answer):
    """What the page's form would send, and the choices it offers."""
    body = answer.content.decode().partition('id="update"')[2]
    seen = re.search(r'<input type="hidden" name="seen" value="([^"]*)"', body)[1]
    message = re.search(r"<textarea[^>]*>(.*?)</textarea>", body, re.DOTALL)[1]
    choices = re.findall(r'<input[^>]*name="state"[^>]*value="([^"]*)"', body)
    return {"seen": seen, "message": html.unescape(message).strip()}, choices


def state_of(request):
    request.refresh_from_db()
    return request.state


def put_into(request, state):
    """As an officer did before. The letters about it are thrown away."""
    if state != "received":
        colleague = Principal(
            make_staff("officer"), STAFF, frozenset({PUBLIC, STAFF}), frozenset({"officer"})
        )
        set_state(colleague, request.id, to=state, message="", seen="received")
    updates().delete()


def updates():
    return Notice.objects.filter(subject="request.updated")


def test_a_decision_moves_the_request_and_tells_its_customer(report, officer):
    sent, choices = form_of(officer.get(page(report)))
    assert sent == {"seen": "received", "message": ""} and choices == AFTER["received"]
    words = "We are on our way & will be quick."
    answer = officer.post(page(report), {**sent, "state": "in-progress", "message": words})
    assert answer["Location"] == page(report)
    assert state_of(report) == RequestState.IN_PROGRESS
    notice = updates().get()
    assert notice.recipient == "ann@example.com" and words not in notice.body
    after = officer.get(page(report)).content.decode()
    assert f"You have updated request {report.reference} and told its customer." in after
    assert html.escape(words) in after and "Ida Officer" in after


def test_a_customer_without_an_address_is_not_said_to_have_been_told(send_report, officer):
    report = send_report(**{"your-email": ""})
    answer = officer.post(page(report), {"seen": "received", "state": "resolved", "message": ""}, follow=True)
    body = answer.content.decode()
    assert f"You have updated request {report.reference}." in body and "told its customer" not in body
    assert state_of(report) == RequestState.RESOLVED and not updates().exists()


@pytest.mark.parametrize(("state", "offered"), AFTER.items())
def test_only_what_may_follow_is_offered(report, officer, state, offered):
    put_into(report, state)
    answer = officer.get(page(report))
    if offered:
        assert form_of(answer)[1] == offered
    else:
        assert 'name="state"' not in answer.content.decode()


@pytest.mark.parametrize(("state", "offered"), [pair for pair in AFTER.items() if pair[1]])
def test_a_form_sent_without_a_choice_comes_back_with_what_may_follow(report, officer, state, offered):
    put_into(report, state)
    unchosen = officer.post(page(report), {"seen": state, "message": "Typed already"})
    assert "Choose what happens next" in unchosen.content.decode()
    assert form_of(unchosen) == ({"seen": state, "message": "Typed already"}, offered)
    assert not updates().exists()


def test_choices_are_in_an_officers_words_and_what_is_told_in_a_residents(report, officer):
    offered = officer.get(page(report)).content.decode()
    assert "Waiting for the customer" in offered and "Waiting for you" not in offered
    sent = {"seen": "received", "state": "waiting", "message": "Which side of the road?"}
    assert officer.post(page(report), sent).status_code == 302
    assert "is now: Waiting for you" in updates().get().body


def test_an_officer_reads_in_which_language_it_was_asked(report, officer):
    page = f"/workplace/requests/{report.reference}/"
    assert "They asked in" not in officer.get(page).content.decode()
    Request.objects.filter(id=report.id).update(language="cy", title="Rhoi gwybod am dwll yn y ffordd")
    body = officer.get(page).content.decode()
    assert "· online · in Welsh" in body and "write your messages in Welsh too" in body
    assert '<h1 class="govuk-heading-l" lang="cy">' in body


def test_a_request_that_was_cancelled_is_at_its_end(report, officer):
    sent = {"seen": "received", "state": "cancelled", "message": "You asked us to."}
    assert officer.post(page(report), sent).status_code == 302
    for state in ("in-progress", "resolved"):
        again = officer.post(page(report), {"seen": "cancelled", "state": state, "message": ""})
        assert again.status_code == 200 and "Nothing was changed" in again.content.decode()
    assert state_of(report) == RequestState.CANCELLED and not updates().exists()
    assert Notice.objects.filter(subject="request.cancelled").count() == 1


@pytest.mark.parametrize("state", ["received", "awaiting-payment", "nonsense", "", "\0"])
def test_what_an_officer_cannot_set_is_refused(report, officer, state):
    answer = officer.post(page(report), {"seen": "received", "state": state, "message": ""})
    assert answer.status_code == 200 and "There is a problem" in answer.content.decode()
    assert state_of(report) == RequestState.RECEIVED and not updates().exists()


@pytest.mark.parametrize("seen", ["", "nonsense", "resolved", "\0", "x" * 5000])
def test_a_form_that_saw_something_else_is_refused(report, officer, seen):
    answer = officer.post(page(report), {"seen": seen, "state": "resolved", "message": ""})
    assert answer.status_code == 200
    assert state_of(report) == RequestState.RECEIVED and not updates().exists()


@pytest.mark.parametrize(
    ("first", "label", "then"),
    [("in-progress", "In progress", "resolved"), ("resolved", "Resolved", "in-progress")],
)
def test_a_page_gone_stale_says_so_and_can_be_sent_again(report, officer, first, label, then):
    colleague = officer
    ours = signed_in(make_staff("officer"), "staff")
    theirs, _ = form_of(colleague.get(page(report)))
    mine, _ = form_of(ours.get(page(report)))
    assert colleague.post(page(report), {**theirs, "state": first}).status_code == 302

    typed = 'Repaired <today>, "for good" & ever'
    refused = ours.post(page(report), {**mine, "state": "resolved", "message": typed})
    body = refused.content.decode()
    assert refused.status_code == 200
    assert f"Someone changed this request to “{label}” while you were reading it." in body
    assert re.search(r"<title>\s*Error:", body)
    assert state_of(report) == first and updates().count() == 1

    again, choices = form_of(refused)
    assert again == {"seen": first, "message": typed} and choices == AFTER[first]
    assert ours.post(page(report), {**again, "state": then}).status_code == 302
    assert state_of(report) == then
    assert updates().count() == 2 and report.timeline.last().message == typed


def test_a_click_repeated_changes_and_tells_once(report, officer):
    sent = {"seen": "received", "state": "in-progress", "message": "Coming."}
    assert [officer.post(page(report), sent).status_code for _ in range(2)] == [302, 200]
    assert updates().count() == 1 and report.timeline.filter(kind="state").count() == 1


def test_what_waits_for_payment_cannot_be_decided(council, officer):
    unpaid = submit(started("apply-for-a-blue-badge").id)
    place_in_queue(str(unpaid.id), "blue-badge")
    shown = officer.get(page(unpaid)).content.decode()
    assert "Waiting for payment" in shown and 'name="state"' not in shown
    answer = officer.post(page(unpaid), {"seen": "awaiting-payment", "state": "resolved", "message": ""})
    assert answer.status_code == 200
    assert state_of(unpaid) == RequestState.AWAITING_PAYMENT and not updates().exists()


def test_what_the_customer_wrote_while_an_officer_was_reading_is_read_first(report, officer):
    read = re.findall(r'name="read" value="(\d+)"', officer.get(page(report)).content.decode())
    assert len(read) == 3, "of the decision, of the message, and of the question"
    write_as_customer(report.id, "There is a second one.", user=None)
    words = {"text": "On our way.", "readers": "customer", "read": read[1]}
    for _ in range(2):
        officer.post(f"{page(report)}write/", words)
    assert Notice.objects.filter(subject="request.message").count() == 1
    report.refresh_from_db()
    assert report.customer_wrote_at, "nobody has answered that"
    sent = {"seen": "received", "state": "resolved", "message": "Done.", "read": read[0]}
    refused = officer.post(page(report), sent).content.decode()
    assert "The customer wrote while you were reading" in refused and "There is a second one." in refused
    again = re.search(r'name="read" value="(\d+)"', refused)[1]
    assert officer.post(page(report), {**sent, "read": again}).status_code == 302
    assert state_of(report) == "resolved" and report.customer_wrote_at is None
