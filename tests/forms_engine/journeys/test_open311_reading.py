"""What is read by Open311: nothing of a person, nothing that was not opened, and one's own reports."""

from datetime import timedelta
from unittest.mock import patch
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from forms_engine.catalogue.models import Journey, Service
from forms_engine.journeys.open311 import views
from forms_engine.journeys.open311.models import Open311Comment, Open311Key, Open311Offer
from forms_engine.requests.cancelling import cancel_as_customer
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.states import By, RequestState
from forms_engine.requests.telling import write_entry
from tests.factories import client
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.open311_client import DOOR, App

pytestmark = pytest.mark.django_db

CANARIES = {
    "first_name": "Canarina",
    "last_name": "Featherby",
    "email": "canary@example.com",
    "phone": "01632 960 999",
    "description": "My canary-coloured gate is at number 12.",
    "address_string": "Canary Wharf Cottage",
}
WORDS = ("Canarina", "Featherby", "canary@", "960", "canary-coloured", "Cottage")


@pytest.fixture(scope="module", autouse=True)
def council(file_transaction):
    open_council()


def shown(shows="coarse"):
    journey = Journey.objects.get(slug="report-a-pothole")
    return Open311Offer.objects.update_or_create(journey=journey, defaults={"shows": shows})[0]


def resolved(reference, message="Filled. Dear Canarina, thank you."):
    request = Request.objects.select_for_update().get(reference=reference)
    move(request, RequestState.RESOLVED, by=By.OFFICER, message=message)


def test_nobody_reads_anything_before_somebody_says_so():
    app, stranger = App(), client()
    reference = app.filed(**CANARIES)
    assert stranger.get(f"{DOOR}/requests.json").json() == []
    assert stranger.get(f"{DOOR}/requests/{reference}.json").status_code == 404
    assert App("Another").get("requests.json").json() == []
    assert [one["service_request_id"] for one in app.get("requests.json").json()] == [reference]


def test_who_reads_without_a_key_reads_so_often_and_whoever_has_one_goes_on(monkeypatch):
    monkeypatch.setattr(views, "READ_WITHOUT_KEY", views.Limit(attempts=2, seconds=60))
    app, stranger = App(), client()
    read = [stranger.get(f"{DOOR}/{path}") for path in ("services.json", "requests.json", "services.xml")]
    assert [answer.status_code for answer in read] == [200, 200, 429]
    assert read[-1].headers["Retry-After"] == "60" and b"api_key" in read[-1].content
    assert app.get("services.json").status_code == 200


def test_what_is_shown_says_how_it_stands_and_roughly_where():
    app, stranger = App(), client()
    shown()
    reference = app.filed(**CANARIES)
    one = stranger.get(f"{DOOR}/requests/{reference}.json").json()[0]
    assert (one["status"], one["service_code"], one["lat"], one["long"]) == (
        "open",
        "report-a-pothole",
        51.56,
        -1.78,
    )
    assert "external_id" not in one
    own = app.get(f"requests/{reference.lower()}.json").json()[0]
    assert (own["lat"], own["external_id"]) == (51.5601, None)
    resolved(reference)
    xml = stranger.get(f"{DOOR}/requests.xml", {"status": "closed"})
    root = ElementTree.fromstring(xml.content)
    assert root.tag == "service_requests" and root.findtext("request/status") == "closed"
    changed = root.findtext("request/updated_datetime")
    assert changed.endswith("+00:00") and changed >= root.findtext("request/requested_datetime")
    assert stranger.get(f"{DOOR}/requests.json", {"status": "open"}).json() == []
    # Nothing of who reported, or what they wrote, through any address of the door.
    for path in ("requests.json", "requests.xml", f"requests/{reference}.xml"):
        for answer in (stranger.get(f"{DOOR}/{path}"), app.get(path)):
            assert not any(word in answer.content.decode() for word in WORDS)
    shown("exact")
    assert stranger.get(f"{DOOR}/requests.json").json()[0]["lat"] == 51.5601
    for change in ({"openness": "team-only"}, {"openness": "restricted"}):
        Service.objects.filter(slug="highways-maintenance").update(**change)
        assert stranger.get(f"{DOOR}/requests.json").json() == []
        assert app.get(f"requests/{reference}.json").status_code == 404


def test_filters():
    app = App()
    shown()
    with patch("django.utils.timezone.now", return_value=timezone.now() - timedelta(days=100)):
        first = app.filed()
    second = app.filed(description="Another.")

    def found(**query):
        answer = client().get(f"{DOOR}/requests.json", query)
        return [one["service_request_id"] for one in answer.json()] if answer.status_code == 200 else answer

    assert found() == [second]
    assert found(service_request_id=f"{first},{second},nonsense") == [second, first]
    long_ago = (timezone.now() - timedelta(days=101)).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert found(start_date=long_ago) == [second, first][1:]
    assert found(service_code="report-a-street-light") == []
    assert found(page=2) == [] and found(page_size=1, page=1) == [second]
    # A zone that Python reads and PostgreSQL does not.
    assert found(start_date=f"{timezone.now():%Y-%m-%d}T00:00:00+23:59:59.999999") == [second]
    for wrong in (
        {"start_date": "yesterday"},
        {"start_date": "2026-13-01T00:00:00Z"},
        {"start_date": "2020-01-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
        {"start_date": "9999-12-31T00:00:00Z"},
        {"start_date": "0001-01-01T00:00:00+14:00"},
        {"status": "wet"},
        {"page": "0"},
        {"page_size": "100000"},
        {"service_request_id": "," + "x," * 1001},
    ):
        assert found(**wrong).status_code == 400, wrong


def test_reading_costs_the_same_however_many_there_are(django_assert_num_queries):
    app = App()
    shown()
    counts = []
    for number in range(3):
        app.filed(description=f"Hole {number}.")
        with django_assert_num_queries(counts[0] if counts else 4) as taken:
            client().get(f"{DOOR}/requests.json")
        counts.append(len(taken))
    assert len(set(counts)) == 1


def test_updates_are_for_who_filed():
    app, other = App(), App("Another")
    reference = app.filed(**CANARIES)
    resolved(reference)
    assert other.get("servicerequestupdates.json").json() == []
    assert client().get(f"{DOOR}/servicerequestupdates.json").status_code == 403
    root = ElementTree.fromstring(app.get("servicerequestupdates.xml").content)
    assert root.tag == "service_request_updates"
    update = root.find("request_update")
    assert (update.findtext("service_request_id"), update.findtext("status")) == (reference, "fixed")
    assert update.findtext("description") == "Resolved"
    Open311Key.objects.update(reads_messages=True)
    assert app.get("servicerequestupdates.json").json()[0]["description"].startswith("Filled.")


def test_what_is_the_customers_own_is_given_to_no_app():
    app = App(reads_messages=True)
    reference = app.filed()
    request = Request.objects.get(reference=reference)
    for kind in ("letter", "claimed", "file-deleted", "from-customer"):
        write_entry(request, kind, shown=True, message="About Canarina")
    cancel_as_customer(request.id, user=None, why="I, Canarina, moved away.")
    said = app.get("servicerequestupdates.json").json()
    assert [(one["status"], one["description"]) for one in said] == [("no_further_action", "Cancelled")]


def test_a_comment_is_kept_once_and_moves_nothing():
    app = App()
    reference = app.filed()
    said = {
        "service_request_id": reference,
        "update_id": "77",
        "description": "It is deeper now.",
        "status": "CLOSED",
    }
    first, again = (app.post("servicerequestupdates.json", **said) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200) and first.json() == again.json()
    entry = TimelineEntry.objects.get(kind=TimelineEntry.Kind.FROM_CUSTOMER)
    assert entry.message == "It is deeper now.\n\n(FixMyStreet: closed)"
    assert Request.objects.get().state == "received" and Open311Comment.objects.count() == 1
    # It is no news to who said it.
    assert app.get("servicerequestupdates.json").json() == []
    assert App("Another").post("servicerequestupdates.json", **said).status_code == 404
    with patch("forms_engine.journeys.open311.commenting.MOST_AN_HOUR", 1):
        flooding = app.post("servicerequestupdates.json", **{**said, "update_id": "79"})
        assert flooding.status_code == 429 and flooding.headers["Retry-After"]
        assert app.post("servicerequestupdates.json", **said).status_code == 200
    for wrong in (
        {"update_id": ""},
        {"description": ""},
        {"description": "x" * 4001},
        {"service_request_id": "K7W-Q3X-T9D4"},
    ):
        answer = app.post("servicerequestupdates.xml", **{**said, "update_id": "78", **wrong})
        assert answer.status_code in {400, 404} and b"<errors>" in answer.content


def test_what_is_held_back_is_nobodys_but_who_filed_it():
    app = App()
    shown()
    reference = app.filed(description="See " + "http://spam.example/ " * 12)
    assert Request.objects.get().state == "suspected-spam"
    assert client().get(f"{DOOR}/requests.json").json() == []
    own = app.get(f"requests/{reference}.json").json()[0]
    assert own["status"] == "open" and "spam" not in str(own).lower()


def test_discovery_says_where_everything_is():
    found = client().get(f"{DOOR}/discovery.json").json()
    assert found["endpoints"][0]["url"].endswith("/open311/v2")
    root = ElementTree.fromstring(client().get(f"{DOOR}/discovery.xml").content)
    assert [form.text for form in root.findall("endpoints/endpoint/formats/format")] == [
        "text/xml",
        "application/json",
    ]
