"""A journey's later editions never invalidate what was filed on an earlier one: it is shown, told and sent again as it
was, and ends on the version that it began on."""

import json
import re

import jsonschema
import pytest
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.lifecycle import withdraw_version
from forms_engine.delivery import by_hand
from forms_engine.delivery.models import Delivery
from forms_engine.journeys import services
from forms_engine.journeys.offer import publish
from forms_engine.requests.models import Request
from forms_engine.requests.payload import received
from forms_engine.requests.placing import place_in_queue
from tests.factories import client, make_staff, make_user, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.small_journey import main_of, question, skip_journey, text

pytestmark = pytest.mark.django_db

FIRST = {"name": "Ann Archer", "note": "By the gate", "day": "2026-12-01", "size": "small"}


def second_edition():
    """A question taken out, one under another key, one of another type, an option gone."""
    return skip_journey(
        pages=[
            {
                "key": "who",
                "title": text("Who you are"),
                "blocks": [question("full-name", "short_text", "Full name")],
            },
            {
                "key": "size",
                "title": text("Size"),
                "blocks": [
                    question("size", "number", "Size in cubic metres"),
                    question("day", "radios", "Day", options=[{"key": "monday", "label": text("Monday")}]),
                ],
            },
        ]
    )


def third_edition():
    """Other words for everything, and what was a question is now a group."""
    return skip_journey(
        title=text("Order a skip"),
        pages=[
            {
                "key": "name",
                "title": text("People"),
                "item": text("Person"),
                "pages": [
                    {
                        "key": "person",
                        "title": text("Person"),
                        "blocks": [
                            question("size", "checkboxes", options=[{"key": "xl", "label": text("XL")}])
                        ],
                    }
                ],
            }
        ],
    )


@pytest.fixture
def filed():
    """A request on the first edition, delivered but for one that its back office refused; and who sent it."""
    open_council()
    first = publish(skip_journey())
    ann = make_user()
    principal = Principal(ann, "public", frozenset({"public"}), frozenset())
    made = services.submit(started("hire-a-skip", principal, FIRST).id)
    place_in_queue(str(made.id), "highways")
    return Request.objects.get(id=made.id), first, ann


def seen_by(made, ann):
    """What the officer, the resident and a back office are shown of it."""
    officer = signed_in(make_staff("officer"), "staff").get(f"/workplace/requests/{made.reference}/")
    resident = signed_in(ann, "public").get(f"/requests/{made.reference}/")
    assert officer.status_code == resident.status_code == 200
    told = json.loads(received(Request.objects.get(id=made.id)).as_json())["data"]
    schema = client().get(told["schema"][told["schema"].index("/api/") :])
    return main_of(officer), main_of(resident), told, schema.json()


def test_later_editions_change_nothing_of_what_was_filed(filed):
    made, first, ann = filed
    officer, resident, told, schema = seen_by(made, ann)
    for words in ("By the gate", "Small", "1 December 2026", "Ann Archer"):
        assert words in officer
    bodies = dict(Delivery.objects.values_list("id", "body"))
    publish(second_edition())
    third = publish(third_edition())
    withdraw_version(first)
    assert third.number == 3

    again = seen_by(made, ann)
    assert without_tokens(again[0]) == without_tokens(officer)
    assert without_tokens(again[1]) == without_tokens(resident)
    assert again[2] == told and again[3] == schema
    jsonschema.validate(
        {"type": "request.received", "timestamp": "2026-11-22T12:00:00Z", "data": told}, schema
    )
    assert dict(Delivery.objects.values_list("id", "body")) == bodies


def test_what_is_sent_again_after_later_editions_is_the_same_to_the_last_byte(filed):
    made, first, _ann = filed
    office = Delivery.objects.get(owner_id=str(made.id), destination__kind="webhook")
    publish(second_edition())
    publish(third_edition())
    withdraw_version(first)
    before = office.body, office.sha256
    Delivery.objects.filter(id=office.id).update(state="dead", dead_at=timezone.now(), next_at=None)
    assert by_hand.resend([office.id], by=make_staff()) == 1
    office.refresh_from_db()
    assert (office.state, office.body, office.sha256) == ("ready", *before)
    assert json.loads(office.body)["data"]["journey"] == {
        "slug": "hire-a-skip",
        "kind": "apply",
        "version": 1,
    }


def test_an_unpaid_request_is_told_as_it_was_sent_when_it_is_paid_after_a_later_edition():
    open_council()
    made = services.submit(started("apply-for-a-blue-badge").id)
    assert made.state == "awaiting-payment"
    document = made.journey_version.document
    publish({**second_edition(), "slug": "apply-for-a-blue-badge", "service": document["service"]})
    told = json.loads(received(made).as_json())
    schema = told["data"]["schema"]
    jsonschema.validate(told, client().get(schema[schema.index("/api/") :]).json())
    assert told["data"]["journey"]["version"] == 1


def without_tokens(page):
    """A page without what differs at every look at it."""
    return re.sub(r'(csrfmiddlewaretoken" value=|name="sending" value=|nonce=)"[^"]*"', "", page)
