"""Filing a report by Open311: what is offered, what becomes of it, and that posting twice makes one."""

from datetime import timedelta
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.conf import settings
from django.utils import timezone

from forms_engine.catalogue.models import Journey, JourneyVersion, Service
from forms_engine.definition.parse import parse_definition
from forms_engine.delivery.models import Delivery
from forms_engine.journeys.models import Submission
from forms_engine.journeys.open311.models import Open311Filing, Open311Offer
from forms_engine.journeys.open311.offering import why_not
from forms_engine.requests.models import Request
from forms_engine.requests.payload_check import PayloadRefused
from tests.factories import client
from tests.forms_engine.council import open_council, photo
from tests.forms_engine.journeys.api_client import published
from tests.forms_engine.journeys.open311_client import DOOR, App

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def test_services_and_attributes_in_both_forms():
    web = client()
    listed = web.get(f"{DOOR}/services.json").json()
    assert [one["service_code"] for one in listed] == ["report-a-pothole"]
    assert listed[0]["metadata"] is True and listed[0]["type"] == "realtime"
    text = web.get(f"{DOOR}/services")
    assert text.headers["Content-Type"] == "text/xml; charset=utf-8"
    assert text.content.startswith(
        b'<?xml version="1.0" encoding="UTF-8"?>\n<services><service><service_code>'
    )
    definition = web.get(f"{DOOR}/services/report-a-pothole.json", headers={"accept-language": "cy"}).json()
    attributes = {one["code"]: one for one in definition["attributes"]}
    assert definition["service_code"] == "report-a-pothole"
    assert attributes["category"]["datatype"] == "singlevaluelist" and attributes["category"]["required"]
    assert {"key": "road", "name": "Ffordd"} in attributes["category"]["values"]
    assert not attributes["size"]["required"]
    # The description, the location and who reports have fields of their own.
    assert attributes.keys() & {"details", "where", "your-name", "your-email", "photo"} == set()
    # What an exit page says is a notice: an app has no other way to say it.
    notice = next(one for one in attributes.values() if "999" in one["description"])
    assert notice["variable"] is False
    assert [one["order"] for one in definition["attributes"]] == list(range(1, len(attributes) + 1))
    root = ElementTree.fromstring(web.get(f"{DOOR}/services/report-a-pothole.xml").content)
    assert root.tag == "service_definition"
    keys = [key.text for key in root.findall("attributes/attribute[code='category']/values/value/key")]
    assert keys == ["road", "pavement", "cycle-lane", "kerb"]


def test_a_report_becomes_a_request_as_by_any_door():
    answer = App().report()
    assert answer.status_code == 201
    request = Request.objects.get(reference=answer.json()[0]["service_request_id"])
    assert (request.state, request.channel, request.name, request.email) == (
        "received",
        "api",
        "Ann Archer",
        "ann@example.com",
    )
    assert request.answers["details"] == "A deep hole by the kerb."
    assert request.answers["where"]["latitude"] == 51.5601
    assert (request.location.latitude, request.location.description) == (51.5601, "High Street, Marlford")
    assert Delivery.objects.filter(owner_id=str(request.id), state="ready").exists()
    xml = ElementTree.fromstring(App("Another").report(form="xml").content)
    assert xml.tag == "service_requests" and xml.find("request/service_request_id").text


def test_a_report_that_is_no_form_is_told_so():
    app = App()
    key = {"Authorization": f"Bearer {app.secret}"}
    for kind, body in (
        ("application/json", '{"service_code": "report-a-pothole"}'),
        ("application/xml", "<a/>"),
    ):
        answer = app.http.post(f"{DOOR}/requests.json", body, content_type=kind, headers=key)
        assert (
            answer.status_code == 400
            and "application/x-www-form-urlencoded" in answer.json()[0]["description"]
        )


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({"api_key": "gho_nobody"}, 403, "api_key is not valid"),
        ({"api_key": ""}, 403, "api_key was not provided"),
        ({"service_code": ""}, 400, "service_code was not provided"),
        ({"service_code": "report-nothing"}, 400, "service_code was not found"),
        ({"service_code": "apply-for-a-blue-badge"}, 400, "service_code was not found"),
        ({"lat": None, "long": None, "address_string": None}, 400, "Say where it is"),
        ({"lat": "nan"}, 400, "degrees"),
        ({"lat": "1e999"}, 400, "degrees"),
        ({"lat": "48.85", "long": "2.35"}, 400, "where: "),
        ({"attribute[category]": "moon"}, 400, "category: "),
        ({"attribute[category]": None}, 400, "category: "),
        ({"attribute[category]": ["road", "kerb"]}, 400, "category: "),
        ({"attribute[moon]": "full"}, 400, "attribute[moon]"),
        ({"attribute[": "x"}, 400, "attribute[code]"),
        ({"attribute[dangerous]": "yes"}, 400, "Call us now"),
        ({"description": "x" * 1001}, 400, "details: "),
        ({"email": "nobody"}, 400, "your-email: "),
        ({"media_url": "file:///etc/passwd"}, 400, "media_url"),
        ({"address_id": "1 or 1=1"}, 400, "address_id"),
        ({"description": "A hole\0."}, 400, "cannot be stored"),
        ({"attribute[external_id]": "1\0"}, 400, "cannot be stored"),
        ({"attribute[external_id]": "1" * 181}, 400, "180 characters"),
    ],
)
def test_what_is_refused_says_why_and_keeps_nothing(changes, status, says):
    app = App()
    for form in ("json", "xml"):
        answer = app.report(form=form, **changes)
        assert answer.status_code == status
        if form == "json":
            assert {one["code"] for one in answer.json()} == {status}
            assert says in " ".join(one["description"] for one in answer.json())
        else:
            root = ElementTree.fromstring(answer.content)
            assert root.tag == "errors" and root.find("error/code").text == str(status)
    assert (Request.objects.count(), Submission.objects.count(), Open311Filing.objects.count()) == (0, 0, 0)


def test_posted_twice_it_is_one():
    app, other = App(), App("Another app")
    first = app.report(**{"attribute[fixmystreet_id]": "1234"})
    note = Request.objects.get().timeline.get(kind="note")
    assert note.message == "Filed by FixMyStreet (Open311), where it is 1234." and not note.shown_to_customer
    again = app.report(**{"attribute[fixmystreet_id]": "1234", "description": "Said otherwise."})
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert other.filed(**{"attribute[fixmystreet_id]": "1234"}) != first.json()[0]["service_request_id"]
    # Without a name of its own, the same words within a day are the same.
    plain = app.filed()
    assert app.report(device_id="another phone").json()[0]["service_request_id"] == plain
    assert app.filed(description="Another hole.") != plain
    # Also where it could not be filed any more: they never heard that it was.
    with patch("forms_engine.journeys.open311.offering.why_not", return_value=["Not now."]):
        late = app.report(**{"attribute[fixmystreet_id]": "1234", "attribute[gone]": "x"})
        assert (late.status_code, late.json()) == (200, first.json())
    Open311Filing.objects.update(filed_at=timezone.now() - timedelta(days=2))
    assert app.filed() != plain


def test_a_key_files_what_it_may_and_no_more_than_it_may():
    app = App(per_hour=2)
    app.filed(), app.filed(description="Another.")
    refused = app.report(description="And another.")
    assert refused.status_code == 429 and 0 < int(refused.headers["Retry-After"]) <= 3601
    # What it has filed already is no further report.
    assert app.report(description="Another.").status_code == 200
    pothole = Request.objects.first().journey_version.journey
    published("report-a-ghost", pothole.versions.get().document["pages"], kind="report", location="where")
    narrow = App("Narrow", journeys=[pothole])
    assert [one["service_code"] for one in narrow.get("services.json").json()] == ["report-a-pothole"]


def test_a_photo_comes_along():
    app = App()
    answer = app.report(media=photo())
    assert answer.status_code == 201, answer.content
    kept = Request.objects.get().files.get()
    assert (kept.question, kept.file.content_type) == ("photo", "image/jpeg")
    assert (
        app.report(description="x", media=[photo(), photo()]).json()[0]["description"].startswith("media: ")
    )


def test_nothing_is_offered_that_would_lose_something():
    pothole = JourneyVersion.objects.get(journey__slug="report-a-pothole")
    document = dict(pothole.document)
    assert list(why_not(parse_definition(document))) == []
    badly = {**document, "sign_in": "required", "kind": "apply"}
    badly.pop("location")
    badly["pages"] = [page for page in document["pages"] if page["key"] not in {"damage", "photo"}]
    reasons = " ".join(str(reason) for reason in why_not(parse_definition(badly)))
    for part in ("not a report", "signed in", "where it is"):
        assert part in reasons


def test_a_description_that_no_question_takes_is_a_message():
    document = JourneyVersion.objects.get(journey__slug="report-a-pothole").document
    pages = [dict(page) for page in document["pages"]]
    for page in pages:
        page["blocks"] = [block for block in page["blocks"] if block.get("key") != "details"]
    parts = {"location": "where", "contact": document["contact"], "conditions": document["conditions"]}
    version = published("report-a-kerb", pages, kind="report", **parts)
    Journey.objects.filter(pk=version.journey_id).update(kind="report")
    app = App()
    assert app.report(service_code="report-a-kerb", description="x" * 4001).status_code == 400
    reference = app.filed(service_code="report-a-kerb", description="It is loose.")
    request = Request.objects.get(reference=reference)
    assert request.timeline.get(kind="from-customer").message == "It is loose."


def test_journeys_that_are_not_for_apps_are_not_there():
    app, journey = (
        App(),
        Journey.objects.get(slug="report-a-pothole"),
    )
    offer = Open311Offer.objects.create(journey=journey, is_offered=False)
    assert app.get("services.json").json() == []
    assert app.report().status_code == 400
    offer.delete()
    for change in ({"openness": "team-only"}, {"openness": "restricted"}):
        Service.objects.filter(pk=journey.service_id).update(**change)
        assert app.get("services.json").json() == [] and app.report().status_code == 400
    Service.objects.filter(pk=journey.service_id).update(openness="open")
    journey.paused_at = timezone.now()
    journey.save()
    assert app.get("services.json").json() == [] and app.report().status_code == 400


def test_what_cannot_be_read_is_an_error_of_the_door():
    app = App()
    unreadable = app.http.post(f"{DOOR}/requests.xml", b"x", content_type="multipart/form-data; boundary=é")
    assert unreadable.status_code == 400 and ElementTree.fromstring(unreadable.content).tag == "errors"
    many = "&".join(f"attribute[{number}]=x" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    flood = app.http.post(f"{DOOR}/requests.json", many, content_type="application/x-www-form-urlencoded")
    assert flood.status_code == 400 and flood.json()[0]["code"] == 400
    assert app.http.get(f"{DOOR}/nothing.json").json()[0]["code"] == 404
    assert app.http.delete(f"{DOOR}/requests.json").status_code == 405
    assert app.get("tokens/1234.json").status_code == 404


def test_requests_that_we_cannot_take_by_our_own_mistake_are_tried_again_later():
    with patch("forms_engine.journeys.services.open_request", side_effect=PayloadRefused(["data: type"])):
        answer = App().report()
    assert answer.status_code == 503 and answer.headers["Retry-After"]
    assert Submission.objects.count() == 0
