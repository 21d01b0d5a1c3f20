"""Back offices hear of what happens later: those that want to, that have the request, in order, and each once."""

import json

import pytest

from audiences.admission import admit
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.journeys.services import submit
from forms_engine.requests.announcing import announce
from forms_engine.requests.cancelling import cancel_as_customer, record_cancellation
from forms_engine.requests.duplicates import mark_duplicate
from forms_engine.requests.messages import write_as_customer, write_as_officer
from forms_engine.requests.services import set_state
from forms_engine.requests.states import By
from forms_engine.requests.telling import write_entry
from tests.factories import client, make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.payloads import hold_against_its_schema

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db):
    open_council()
    return submit(started().id)


@pytest.fixture
def officer(report):
    return admit(make_staff("officer"), "staff")


@pytest.fixture
def listening(report):
    """The report's back office beside our own queue, which wants to hear of what happens later."""
    destination = Destination.objects.get(deliveries__owner_id=str(report.id), kind="webhook")
    destination.wants_updates = True
    destination.save()
    return destination


def heard(destination):
    """Subject, sequence and words of each delivery to it, in order. Each is as its published schema has it."""
    rows = Delivery.objects.filter(destination=destination).order_by("sequence")
    for row in rows:
        hold_against_its_schema(json.loads(row.body))
    return [(row.subject, row.sequence, json.loads(row.body)["data"]) for row in rows]


def test_each_thing_that_happens_is_told_in_order_under_the_number_of_its_entry(report, officer, listening):
    set_state(officer, report.id, to="waiting", message="Which side?", seen="received")
    write_as_officer(officer, report.id, "A note for us.", is_note=True)
    write_as_customer(report.id, "The left one.", user=None)
    write_as_officer(officer, report.id, "Thank you.", is_note=False)
    cancel_as_customer(report.id, user=None, why="It is gone.")
    numbers = dict(report.timeline.values_list("number", "kind"))
    told = heard(listening)
    assert [(subject, numbers[number], data.get("state")) for subject, number, data in told[1:]] == [
        ("request.updated", "state", "waiting"),
        ("request.message", "from-customer", "in-progress"),
        ("request.message", "to-customer", "in-progress"),
        ("request.cancelled", "state", "cancelled"),
    ]
    assert [data["message"] for _, _, data in told[1:]] == [
        "Which side?",
        "The left one.",
        "Thank you.",
        "It is gone.",
    ]
    assert {data["reference"] for _, _, data in told} == {report.reference}


def test_what_is_not_always_there_is_in_the_published_schemas_too(report, officer, listening):
    original = submit(started().id)
    mark_duplicate(officer, report.id, of=original.reference, seen="received")
    file = {
        "id": str(report.id), "question": "photo", "name": "a.jpg", "content_type": "image/jpeg", "size": 1,
        "sha256": "0" * 64, "scan": "clean",
    }  # fmt: skip
    write_entry(report, "stage", shown=True)
    announce(report, "request.updated", {"message": "", "stage_name": "Review", "files": [file]})
    record_cancellation(original, By.BACK_OFFICE, None, "Not ours.")
    said = {name: value for _, _, data in heard(listening) for name, value in data.items() if value}
    assert (said["by"], said["duplicate_of"]) == ("back-office", original.reference)
    assert {"url", "bearer"} < said["files"][0].keys()
    assert client().get("/api/v1/messages/request.urgent/payload-schema.json").status_code == 404


@pytest.mark.parametrize("change", [{"wants_updates": False}, {"retired_at": "2026-01-01T00:00Z"}])
def test_who_does_not_want_it_or_is_given_up_hears_nothing(report, officer, listening, change):
    Destination.objects.filter(pk=listening.pk).update(**change)
    set_state(officer, report.id, to="resolved", message="", seen="received")
    assert [subject for subject, _, _ in heard(listening)] == ["request.received"]


def test_who_said_it_is_not_told_it(report, listening):
    assert announce(report, "request.updated", {}, but=listening) == []


def test_words_stay_with_us_where_no_personal_data_may_go(report, officer, listening):
    Destination.objects.filter(pk=listening.pk).update(takes_personal_data=False)
    set_state(officer, report.id, to="waiting", message="Is it Ann's road?", seen="received")
    said = heard(listening)[-1][2]
    assert said["withheld"] == ["message"] and said["state"] == "waiting" and "message" not in said


def test_who_handed_it_on_hears_nothing_more(report, officer, listening):
    first = Delivery.objects.get(destination=listening)
    other = Destination.objects.create(
        slug="other", name="Other", kind="webhook", settings=listening.settings, wants_updates=True
    )
    Delivery.objects.create(
        owner_type=first.owner_type, owner_id=first.owner_id, subject=first.subject, destination=other,
        state="ready", body=first.body, sha256=first.sha256, next_at=first.next_at, give_up_at=first.give_up_at,
        redirected_from=first,
    )  # fmt: skip
    set_state(officer, report.id, to="resolved", message="", seen="received")
    assert len(heard(listening)) == 1 and [row[0] for row in heard(other)] == [
        "request.received",
        "request.updated",
    ]


def test_nothing_is_told_about_what_was_never_received(db):
    open_council()
    Destination.objects.update(wants_updates=True)
    unpaid = submit(started("apply-for-a-blue-badge").id)
    assert announce(unpaid, "request.updated", {}) == []
