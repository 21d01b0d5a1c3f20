"""A back office's statuses, through the signed door: who is believed, in which order, and what becomes of them."""

import json
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
import time_machine
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.delivery import by_hand
from forms_engine.delivery.models import Delivery
from forms_engine.delivery.outcome import Outcome
from forms_engine.delivery.sending import record
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests import callbacks, placing, tasks
from forms_engine.requests.messages import write_as_customer
from forms_engine.requests.models import Inbound, InboundRefusal, Request, StatusMapping
from tests.examples import examples
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.signing import back_office, frame, post, sent_to

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


@pytest.fixture
def report():
    return submit(started().id)


@pytest.fixture
def tramway(report):
    destination = back_office()
    sent_to(report, destination)
    return destination


def told(report):
    return list(report.timeline.filter(shown_to_customer=True).values_list("kind", "state", "message"))[1:]


def test_a_status_moves_the_request_tells_its_customer_and_the_others_but_not_who_said_it(report, tramway):
    other = back_office("depot", wants_updates=True)
    sent_to(report, other)
    tramway.wants_updates = True
    tramway.save()
    answer = post("callbacks", tramway, frame(case="T-1", status="open", message="We come on Monday."))
    assert (answer.status_code, answer.json()["outcome"]) == (202, "applied")
    report.refresh_from_db()
    assert report.state == "in-progress"
    assert told(report) == [("state", "in-progress", "We come on Monday.")]
    assert "We come on Monday." not in Notice.objects.get(subject="request.updated").body
    heard = Delivery.objects.get(subject="request.updated")
    assert heard.destination == other and json.loads(heard.body)["data"]["state"] == "in-progress"
    assert Delivery.objects.get(destination=tramway).acknowledged_at is not None
    # Our words for their status stand in where they send none.
    assert post("callbacks", tramway, frame(case="T-1", status="FIXED")).json()["outcome"] == "applied"
    assert told(report)[-1] == ("state", "resolved", "The crew says fixed.")


@pytest.mark.parametrize(
    ("fields", "had_it", "waits"),
    [
        ({}, True, True),  # it wants no updates, so it was never told
        ({"wants_updates": True, "takes_personal_data": False}, True, True),  # it was told, without the words
        ({"wants_updates": True, "takes_personal_data": True}, False, True),
        ({"wants_updates": True, "takes_personal_data": True}, True, False),
    ],
)
def test_a_status_of_who_has_not_read_what_the_customer_wrote_is_no_answer_to_it(
    report, fields, had_it, waits
):
    destination = back_office(**fields)
    sent_to(report, destination)
    write_as_customer(report.id, "It is worse.", user=None)
    if had_it:
        heard = Delivery.objects.filter(subject="request.message", destination=destination)
        heard.update(state="delivered", delivered_at=timezone.now())
    post("callbacks", destination, frame(case="T-1", status="OPEN"))
    report.refresh_from_db()
    placing.place_in_queue(str(report.id), "highways")
    queue = signed_in(make_staff("officer"), "staff").get("/workplace/queues/highways/").content.decode()
    assert report.state == "in-progress" and str(report.reference) in queue
    row = queue[queue.index(f'id="row-{report.reference}"') :]
    assert ("New message" in row[: row.index("</li>")]) is waits


def test_the_same_message_again_changes_nothing_and_another_under_its_id_is_refused(report, tramway):
    message = frame(case="T-1", status="OPEN")
    first = post("callbacks", tramway, message, message_id="m1")
    again = post("callbacks", tramway, message, message_id="m1")
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert len(told(report)) == 1
    other = post("callbacks", tramway, frame(case="T-1", status="FIXED"), message_id="m1")
    assert other.status_code == 409 and "something else" in other.json()["title"]
    assert Inbound.objects.count() == 1


@pytest.mark.parametrize("numbered", [True, False])
def test_what_comes_late_never_reopens_and_is_said_as_late(report, tramway, numbered):
    early, late = timezone.now() - timedelta(hours=2), timezone.now() - timedelta(hours=1)
    first, second = ({"sequence": 1}, {"sequence": 2}) if numbered else ({}, {})
    # Where they number, their clocks do not count.
    at = (late, early) if numbered else (early, late)
    post("callbacks", tramway, frame(at=at[1], case="T-1", status="CLOSED", **second))
    answer = post(
        "callbacks", tramway, frame(at=at[0], case="T-1", status="OPEN", message="We began.", **first)
    )
    assert answer.json()["outcome"] == "late"
    report.refresh_from_db()
    assert report.state == "closed"
    assert told(report)[-1] == ("said-late", "closed", "We began.")


@settings(max_examples=examples(15), suppress_health_check=list(HealthCheck), deadline=None)
@given(order=st.permutations(range(5)), repeats=st.lists(st.integers(0, 4), max_size=4))
def test_in_whatever_order_they_arrive_the_newest_is_what_counts(report, tramway, order, repeats):
    with transaction.atomic():
        start = timezone.now() - timedelta(days=1)
        statuses = ["OPEN", "SEEN", "OPEN", "SEEN", "FIXED"]
        for number in [*order, *repeats]:
            callbacks.record_status(
                tramway, f"m{number}", "T-1", statuses[number], start + timedelta(minutes=number)
            )
        report.refresh_from_db()
        assert report.state == "resolved"
        assert Inbound.objects.filter(destination=tramway).count() == 5
        transaction.set_rollback(True)


def test_an_unknown_status_waits_for_its_meaning_and_is_then_applied_in_its_place(report, tramway):
    answer = post("callbacks", tramway, frame(case="T-1", status="PARKED", message="It waits."))
    assert answer.json()["outcome"] == "unknown-status"
    assert told(report) == []
    StatusMapping.objects.create(destination=tramway, theirs="parked", ours="waiting")
    assert callbacks.apply_waiting(tramway.id) == 1
    report.refresh_from_db()
    assert report.state == "waiting" and told(report)[-1][2] == "It waits."
    assert callbacks.apply_waiting(tramway.id) == 0


def test_what_the_request_cannot_take_is_for_a_person(report, tramway):
    post("callbacks", tramway, frame(case="T-1", status="CLOSED"))
    answer = post("callbacks", tramway, frame(case="T-1", status="OPEN"))
    assert answer.json()["outcome"] == "refused"
    inbound = Inbound.objects.get(outcome="refused")
    person = make_staff()
    with pytest.raises(ValueError, match="Say what you did"):
        callbacks.see_to(inbound.id, by=person, note=" ")
    assert callbacks.see_to(inbound.id, by=person, note="Rang them.")
    assert not callbacks.see_to(inbound.id, by=person, note="Again.")


def test_a_callback_before_our_own_answer_came_in_is_applied_when_its_number_is_known(report):
    destination = back_office()
    delivery = sent_to(report, destination, case="", state=Delivery.State.READY)
    delivery.attempts.create(number=1, started_at=timezone.now())
    delivery.attempts_made = 1
    delivery.save()
    answer = post("callbacks", destination, frame(case="T-7", status="FIXED"))
    assert answer.json()["outcome"] == "unknown-case"
    record(delivery.id, 1, Outcome(None, remote_id="T-7"))
    assert callbacks.apply_waiting(destination.id) == 1
    report.refresh_from_db()
    assert report.state == "resolved"
    delivery.refresh_from_db()
    assert delivery.acknowledged_at is not None


def test_only_what_is_known_now_is_tried_again_and_only_so_many_unknown_cases_are_kept(
    report, tramway, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(callbacks, "MOST_UNKNOWN", 4)
    for case in ("X-1", "X-2", "X-3", "T-9"):
        post("callbacks", tramway, frame(case=case, status="FIXED"))
    refused = post("callbacks", tramway, frame(case="X-4", status="FIXED"))
    assert (refused.status_code, refused["Content-Type"]) == (429, "application/problem+json")
    assert "Ask the council to look at them" in refused.json()["title"]
    assert Inbound.objects.filter(outcome="unknown-case").count() == 4
    # What is about a case that we know is taken all the same.
    assert post("callbacks", tramway, frame("request.acknowledged", case="T-1")).json()["outcome"] == "noted"
    # Nothing is known: nothing is gone through.
    with django_assert_max_num_queries(7):
        assert callbacks.apply_waiting(tramway.id) == 0
    Delivery.objects.update(remote_id="T-9")
    assert callbacks.apply_waiting(tramway.id) == 1
    report.refresh_from_db()
    assert report.state == "resolved"


def test_a_number_that_a_person_typed_in_finds_what_was_said_under_it(report):
    destination = back_office()
    delivery = sent_to(report, destination, case="")
    assert (
        post("callbacks", destination, frame(case="T-7", status="FIXED")).json()["outcome"] == "unknown-case"
    )
    by_hand.say_acknowledged(delivery.id, by=make_staff(), note="Rang them.", remote_id="T-7")
    for job in ProcrastinateJob.objects.filter(task_name=tasks.apply_waiting.name):
        tasks.apply_waiting(**job.args)
    report.refresh_from_db()
    assert report.state == "resolved"


def test_what_they_cancel_is_told_as_a_cancellation(report, tramway):
    StatusMapping.objects.create(destination=tramway, theirs="VOID", ours="cancelled")
    sent_to(report, back_office("depot", wants_updates=True))
    Request.objects.update(fee_pence=500)
    answer = post("callbacks", tramway, frame(case="T-1", status="VOID", message="Not ours."))
    assert answer.json()["outcome"] == "applied"
    heard = Delivery.objects.get(subject="request.cancelled")
    assert heard.destination.slug == "depot" and json.loads(heard.body)["data"]["by"] == "back-office"
    body = Notice.objects.get(subject="request.cancelled").body
    assert "Not ours." not in body and "Cancelling does not pay it back by itself" in body


@pytest.mark.parametrize("name", ["delivery", "reference"])
def test_our_own_number_will_do_and_theirs_is_learnt_from_it(report, name):
    destination = back_office()
    delivery = sent_to(report, destination, case="")
    ours = {"delivery": str(delivery.id), "reference": report.reference}[name]
    answer = post("callbacks", destination, frame("request.acknowledged", case="T-9", **{name: ours}))
    assert answer.json()["outcome"] == "noted"
    delivery.refresh_from_db()
    assert (delivery.remote_id, bool(delivery.acknowledged_at)) == ("T-9", True)
    assert told(report) == []


def test_nobody_speaks_about_what_it_was_never_sent(report, tramway):
    stranger = back_office("stranger")
    for named in ({"case": "T-1"}, {"reference": report.reference}):
        answer = post("callbacks", stranger, frame(status="CLOSED", **named))
        assert answer.json()["outcome"] == "unknown-case"
    report.refresh_from_db()
    assert report.state == "received"


OLD, AHEAD = timedelta(minutes=-6), timedelta(minutes=6)


@pytest.mark.parametrize(
    "wrong",
    [
        {"secret": "whsec_" + "A" * 32},
        {"at": "old"},
        {"at": "ahead"},
        {"webhook-signature": "v1,!!!"},
        {"webhook-signature": "v1"},
        {"webhook-signature": ""},
        {"webhook-timestamp": "nan"},
        {"webhook-id": "another"},
        {"webhook-id": ""},
        {"webhook-id": "m" * 201},
    ],
    ids=str,
)
def test_who_does_not_sign_is_turned_away_with_the_same_words_and_only_counted(report, tramway, wrong):
    if "at" in wrong:
        wrong = {"at": datetime.now(UTC) + (OLD if wrong["at"] == "old" else AHEAD)}
    answer = post("callbacks", tramway, frame(case="T-1", status="OPEN"), **wrong)
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")
    assert not Inbound.objects.exists()
    assert InboundRefusal.objects.get(destination=tramway).count == 1
    unknown = client().post(
        "/api/v1/callbacks/nobody", "{}", content_type="application/json", headers={"webhook-id": "m"}
    )
    assert (unknown.status_code, unknown.json()) == (401, answer.json())


@pytest.mark.parametrize(("body", "kind"), [("{}", "text/plain"), ("x" * 65 * 1024, "application/json")])
def test_a_stranger_does_not_learn_which_destinations_there_are(report, tramway, body, kind):
    send = partial(client().post, data=body, content_type=kind, headers={"webhook-id": "m"})
    known, unknown = send("/api/v1/callbacks/tramway"), send("/api/v1/callbacks/nobody")
    assert (known.status_code, known.json()) == (unknown.status_code, unknown.json())


def test_an_altered_byte_is_noticed_another_host_has_no_door_and_another_destination_no_say(report, tramway):
    signed = json.dumps(frame(case="T-1", status="OPEN"))
    at, other = datetime.now(UTC), back_office("other")
    from standardwebhooks import Webhook

    from forms_engine.delivery.inbound_secrets import inbound_secrets

    headers = {
        "webhook-id": "m",
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(inbound_secrets(tramway)[0]).sign("m", at, signed),
    }
    send = partial(client().post, content_type="application/json", headers=headers)
    assert send("/api/v1/callbacks/tramway", signed.replace("OPEN", "FIXD")).status_code == 401
    assert send(f"/api/v1/callbacks/{other.slug}", signed).status_code == 401
    staff = post("callbacks", tramway, frame(case="T-1", status="OPEN"), host="staff")
    assert staff.status_code in {401, 404} and not Inbound.objects.exists()
    assert send("/api/v1/callbacks/tramway", signed).status_code == 202


def test_while_a_secret_is_changed_both_are_taken(report, tramway, settings):
    from forms_engine.delivery.inbound_secrets import inbound_secrets

    old = inbound_secrets(tramway)[0]
    tramway.secret_number, tramway.old_secret_until = 2, timezone.now() + timedelta(days=1)
    tramway.save()
    assert inbound_secrets(tramway)[0] != old
    message = frame("request.acknowledged", case="T-1")
    assert post("callbacks", tramway, message, secret=old).status_code == 202
    with time_machine.travel(timezone.now() + timedelta(days=2)):
        assert post("callbacks", tramway, message, secret=old).status_code == 401
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another"
    assert post("callbacks", tramway, message, secret=inbound_secrets(tramway)[1]).status_code == 202


@pytest.mark.parametrize(
    ("message", "status"),
    [
        (" ", 422),
        ("[]", 422),
        ("\ud800".encode("utf-16", "surrogatepass").decode("latin-1"), 422),
        ('{"type": "request.status"}', 422),
        (frame("no.such", case="T-1"), 422),
        (frame(status="OPEN"), 422),
        (frame(case="T-1", status="OPEN", more=1), 422),
        (frame(case="T-\0", status="OPEN"), 422),
        (frame(case="T-1", status=" "), 422),
        (frame(case="T-1", status="OPEN", sequence=2**63), 422),
        (frame(case="T-1", status="OPEN", at=None) | {"timestamp": "2031-01-01T00:00:00Z"}, 422),
        (frame(case="T-1", status="OPEN") | {"timestamp": "2020-01-01T00:00:00"}, 422),
        ("x" * (64 * 1024 + 1), 413),
    ],
)
def test_a_signed_message_that_is_none_is_told_what_is_wrong(report, tramway, message, status):
    answer = post("callbacks", tramway, message)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    for error in answer.json().get("errors", []):
        assert error["message"] and "Value error" not in error["message"]
        assert error["pointer"] == "" or error["pointer"].split("/")[1] in {"type", "timestamp", "data"}
    assert not Inbound.objects.exists()


@settings(max_examples=examples(25), suppress_health_check=list(HealthCheck), deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["type", "timestamp", "data", "case", "status", "sequence", "delivery"])
                | st.text(max_size=5),
                inner,
                max_size=5,
            )
        ),
        max_leaves=12,
    ),
    st.sampled_from(["callbacks", "cases", "letters"]),
)
def test_whatever_is_signed_is_answered_with_no_fault_of_ours(body, door):
    with transaction.atomic():
        destination = back_office()
        answer = post(door, destination, json.dumps(body))
        assert answer.status_code in {202, 404, 409, 422}, answer.content
        transaction.set_rollback(True)


def test_what_was_said_is_kept_as_it_was(report, tramway):
    post("callbacks", tramway, frame(case="T-1", status="OPEN", message="Hello."))
    for statement in (
        "update requests_inbound set words = 'x'",
        "delete from requests_inbound",
        "truncate requests_inbound cascade",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
