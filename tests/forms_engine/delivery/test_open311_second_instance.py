"""Our Open311 client against a second council of ours, over real HTTP; and other people's libraries against our server."""

import itertools

import pytest

from forms_engine.delivery.connectors import outbound
from forms_engine.delivery.models import Delivery, Destination, Open311Case, Open311Poll, Route
from forms_engine.delivery.open311 import polling
from forms_engine.delivery.outcome import Fault
from forms_engine.journeys import services
from forms_engine.requests.announcing import announce
from forms_engine.requests.models import Inbound, Request, StatusMapping, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.states import By, RequestState
from tests.forms_engine.council import open_council, started
from tests.forms_engine.delivering import deliver
from tests.forms_engine.journeys.open311_client import POTHOLE
from tests.forms_engine.open311_server import second_council

ATTRIBUTES = {"dangerous": "answers.dangerous", "category": "answers.category"}


@pytest.fixture(scope="module")
def second_house(django_db_setup, django_db_blocker, tmp_path_factory):
    """It takes seconds to start: one for the file. What a test asks of it is about its own requests."""
    with (
        django_db_blocker.unblock(),
        second_council(tmp_path_factory.mktemp("second"), "127.0.0.1") as council,
    ):
        yield council


@pytest.fixture
def theirs(second_house, committing_db, settings):
    open_council()
    settings.OPEN311_KEYS = {"second": second_house.secret}
    return second_house


def second(council, **changes):
    destination = Destination.objects.create(
        slug="second-council",
        name="The second council",
        kind="open311",
        wants_updates=True,
        settings={
            "url": council.url,
            "api_key": "second",
            "service_code": "report-a-pothole",
            "attributes": ATTRIBUTES,
            **changes,
        },
    )
    Route.objects.get(slug="highways").destinations.add(destination)
    return destination


def filed(destination):
    """A pothole of ours, and its delivery to the second council."""
    request = services.submit(started().id)
    return request, Delivery.objects.get(owner_id=str(request.id), destination=destination)


def test_a_report_is_filed_once_and_comes_back(theirs, monkeypatch):
    destination = second(theirs)
    request, delivery = filed(destination)
    # They take it and the answer is lost on the way.
    really, calls = outbound.call, itertools.count(1)

    def lost(*args, **options):
        answer = really(*args, **options)
        if next(calls) == 1:
            raise outbound.NotReached("127.0.0.1 broke off.")
        return answer

    monkeypatch.setattr(outbound, "call", lost)
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert (delivery.state, delivery.attempts.get().fault) == ("ready", Fault.PASSING.value)
    Delivery.objects.filter(id=delivery.id).update(next_at=delivery.created_at)
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert delivery.state == "delivered" and "earlier try" in delivery.attempts.last().detail
    with theirs.inside():
        (filed_there,) = Request.objects.filter(reference=delivery.remote_id)
        assert [one for one in Request.objects.all() if request.reference in str(one.answers)] == [
            filed_there
        ]
        assert filed_there.email == "ann@example.com" and filed_there.channel == "api"
        assert request.reference in filed_there.answers["details"]
        assert filed_there.open311_filing.external_id == f"external_id:{request.reference}"
        move(filed_there, RequestState.RESOLVED, by=By.OFFICER, message="Filled with asphalt.")
    # What their word means here.
    StatusMapping.objects.create(destination=destination, theirs="closed", ours="resolved")
    polling.poll(destination)
    request.refresh_from_db()
    assert request.state == "resolved"
    polling.poll(destination)
    assert Inbound.objects.count() == 1
    assert Open311Case.objects.get().status == "closed"
    assert Open311Poll.objects.get().detail == ""


def test_updates_go_there_and_come_back(theirs):
    destination = second(theirs, asks="updates", form="json", again="same")
    request, delivery = filed(destination)
    deliver(delivery.id)
    request.refresh_from_db()
    move(request, RequestState.IN_PROGRESS, by=By.OFFICER, message="We have been there.")
    (told,) = announce(request, "request.updated", {"message": "We have been there."})
    deliver(told.id)
    told.refresh_from_db()
    assert told.state == "delivered"
    # Sent again, it is the same.
    Delivery.objects.filter(id=told.id).update(state="ready", next_at=told.created_at, delivered_at=None)
    deliver(told.id)
    delivery.refresh_from_db()
    with theirs.inside():
        there = Request.objects.get(reference=delivery.remote_id)
        said = there.timeline.get(kind=TimelineEntry.Kind.FROM_CUSTOMER)
        assert said.message.startswith("We have been there.")
        move(there, RequestState.IN_PROGRESS, by=By.OFFICER, message="A crew is on its way.")
    StatusMapping.objects.create(destination=destination, theirs="in_progress", ours="in-progress")
    polling.poll(destination)
    polling.poll(destination)
    assert Inbound.objects.get().words == "A crew is on its way."
    assert request.timeline.filter(message="A crew is on its way.").count() == 1


def test_libraries_of_others_work_with_our_server(theirs, monkeypatch):
    import georeport

    # Written for Python 2, of which it uses one name that Python 3 has not.
    monkeypatch.setattr(itertools, "ifilter", filter, raising=False)
    import three

    with theirs.inside():
        before = list(Request.objects.values_list("reference", flat=True))
    app = three.Three(theirs.url, api_key=theirs.secret)
    assert [one["service_code"] for one in app.services()] == ["report-a-pothole"]
    assert {one["code"] for one in app.services("report-a-pothole")["attributes"]} >= {
        "dangerous",
        "category",
    }
    report = {name: value for name, value in POTHOLE.items() if name != "service_code"}
    number = app.post("report-a-pothole", **report)[0]["service_request_id"]
    assert app.post("report-a-pothole", **report)[0]["service_request_id"] == number
    assert app.request(number)[0]["status"] == "open"
    assert app.post("report-a-pothole", **{**report, "attribute[category]": "moon"})[0]["code"] == 400
    for form in ("json", "xml"):
        reader = georeport.GeoReport(theirs.url, output_format=form)
        services_there = reader.get_service_list()
        first = services_there[0] if form == "json" else services_there
        assert first["service_code"] == "report-a-pothole"
        assert reader.get_service_definition("report-a-pothole")["service_code"] == "report-a-pothole"
        assert reader.get_service_request(number)["service_request_id"] == number
        listed = reader.get_service_requests(service_code="report-a-pothole", status="open")
        rows = listed if isinstance(listed, list) else [listed]
        assert number in {row["service_request_id"] for row in rows}
    with theirs.inside():
        assert Request.objects.exclude(reference__in=before).count() == 1
