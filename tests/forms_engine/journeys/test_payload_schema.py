"""The published payload schema: who reads it, how it is kept, and that it stays; and that nothing is sent, charged or
promised that it does not allow."""

import json
import uuid

import jsonschema
import pytest
from django.utils import timezone

from forms_engine.catalogue.models import Journey, JourneyVersion
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.services import give_words
from forms_engine.journeys import services
from forms_engine.journeys.models import CannotSend, Submission
from forms_engine.journeys.selectors import sendings_that_failed
from forms_engine.notices.models import Notice
from forms_engine.requests import payload
from forms_engine.requests.models import Request
from forms_engine.requests.payload_check import PayloadRefused
from payments.models import Charge
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.journeys.api_client import Program
from tests.forms_engine.requests.payloads import hold_against_its_schema
from tests.forms_engine.small_journey import main_of, publish_skip, walk

pytestmark = pytest.mark.django_db

SCHEMA = "/api/v1/journeys/hire-a-skip/versions/{}/payload-schema.json"


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def test_it_describes_what_is_delivered():
    made = services.submit(started("apply-for-a-blue-badge").id)
    body = json.loads(payload.received(made).as_json())
    address = body["data"]["schema"]
    assert address.endswith("/api/v1/journeys/apply-for-a-blue-badge/versions/1/payload-schema.json")
    answer = client().get(address[address.index("/api/") :])
    assert answer["Content-Type"] == "application/schema+json"
    schema = answer.json()
    assert schema["$id"] == address
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(body, schema)
    for row in body["data"]["answers"]:
        row["answer"] = {"anything": "else"}
    assert not jsonschema.Draft202012Validator(schema).is_valid(body)


@pytest.mark.parametrize("slug", ["report-a-pothole", "apply-for-a-blue-badge"])
@pytest.mark.parametrize("whole", [True, False])
def test_what_is_delivered_is_what_its_schema_says_also_where_no_personal_data_may_go(slug, whole):
    Destination.objects.update(takes_personal_data=whole)
    made = services.submit(started(slug).id)
    for delivery in Delivery.objects.filter(owner_id=str(made.id), destination__kind="webhook"):
        delivery.body = delivery.body or payload.received(made).as_json()
        give_words(delivery, Message.from_json(delivery.body))
        body = json.loads(delivery.body)
        assert ("withheld" in body["data"]) is not whole
        hold_against_its_schema(body)


def test_it_is_kept_for_a_year_and_asked_for_once():
    publish_skip()
    answer = client().get(SCHEMA.format(1))
    assert "immutable" in answer["Cache-Control"] and "max-age=31536000" in answer["Cache-Control"]
    assert "Cookie" not in answer.get("Vary", "")
    again = client().get(SCHEMA.format(1), headers={"If-None-Match": answer["ETag"]})
    assert again.status_code == 304 and not again.content


def test_each_version_has_its_own_and_a_withdrawn_one_keeps_its():
    publish_skip()
    first = client().get(SCHEMA.format(1)).json()
    publish_skip(pages=[{**page, "title": {"en": "Anew"}} for page in publish_skip().document["pages"][1:]])
    JourneyVersion.objects.filter(journey__slug="hire-a-skip", number=1).update(withdrawn_at=timezone.now())
    assert client().get(SCHEMA.format(1)).json() == first
    newest = JourneyVersion.objects.filter(journey__slug="hire-a-skip").latest("number").number
    assert set(client().get(SCHEMA.format(newest)).json()["$defs"]) < set(first["$defs"])


@pytest.mark.parametrize("number", ["0", "99", "99999999999", "-1", "one"])
def test_what_was_never_published_is_not_there(number):
    publish_skip()
    assert client().get(SCHEMA.format(number)).status_code == 404


def test_a_journey_for_staff_is_read_by_staff_and_kept_by_nobody():
    publish_skip()
    Journey.objects.filter(slug="hire-a-skip").update(audience_keys=["staff"])
    assert client().get(SCHEMA.format(1)).status_code == 404
    assert client("staff").get(SCHEMA.format(1)).status_code in {302, 401, 403, 404}
    answer = signed_in(make_staff(), "staff").get(SCHEMA.format(1))
    assert answer.status_code == 200 and answer["Cache-Control"] == "private, no-store"


@pytest.fixture
def our_mistake(monkeypatch):
    """Something of ours tells back offices what no schema says."""
    real = payload.told
    monkeypatch.setattr(payload, "told", lambda row: {**real(row), "answer": {"a secret of": "Ann Archer"}})


def nothing_is_half_made(submission):
    assert not Request.objects.exists() and not Delivery.objects.exists() and not Charge.objects.exists()
    assert not Notice.objects.exists()
    kept = Submission.objects.get(id=submission.id)
    assert kept.state == "draft" and kept.answers == submission.answers


@pytest.mark.parametrize("slug", ["report-a-pothole", "apply-for-a-blue-badge"])
def test_a_breach_makes_nothing_and_charges_nothing(slug, our_mistake):
    submission = started(slug)
    with pytest.raises(PayloadRefused):
        services.submit(submission.id)
    nothing_is_half_made(submission)


def test_a_resident_is_told_and_keeps_what_they_answered_and_a_person_sees_it(monkeypatch, caplog):
    publish_skip()
    browser = client()
    walk(browser)
    (submission,) = Submission.objects.all()
    with monkeypatch.context() as ours:
        real = payload.told
        ours.setattr(payload, "told", lambda row: {**real(row), "answer": {"a secret of": "Ann Archer"}})
        for _ in range(2):
            answer = browser.post("/journeys/hire-a-skip/check/")
            assert answer.status_code == 503
            assert "Your answers are kept" in main_of(answer)
    nothing_is_half_made(submission)
    assert "data/answers/0/answer" in caplog.text and "Ann" not in caplog.text
    (failed,) = sendings_that_failed()
    assert failed.submission_id == submission.id and failed.times == 2
    assert "data/answers/0/answer" in failed.detail and "Ann" not in failed.detail
    # Mended: they press Send once more.
    assert browser.post("/journeys/hire-a-skip/check/").status_code == 302
    assert Request.objects.count() == 1 and not sendings_that_failed()


def test_a_program_is_told_and_can_send_again(monkeypatch):
    publish_skip()
    program = Program()
    program.start("hire-a-skip")
    program.put("about-you", {"name": "Ann Archer"})
    program.put("notes", {})
    program.put("size", {"size": "small"})
    key = str(uuid.uuid4())
    with monkeypatch.context() as ours:
        ours.setattr(payload, "told", lambda row: {})
        assert program.send(key).status_code == 503
    assert not Request.objects.exists() and len(sendings_that_failed()) == 1
    assert program.send(key).status_code == 201
    assert not sendings_that_failed()


def test_what_went_wrong_is_forgotten_with_its_draft(our_mistake):
    submission = started()
    CannotSend.objects.create(submission=submission, reason="payload", detail="data: type")
    assert len(sendings_that_failed()) == 1
    submission.delete()
    assert not CannotSend.objects.exists()
