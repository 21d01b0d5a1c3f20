"""Our Open311 client against servers that are slow to say a number, refuse, lie, or mean harm: over real HTTP."""

import json
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from procrastinate.contrib.django.models import ProcrastinateJob

from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.models import Delivery, Destination, Open311Case, Open311Poll, Route
from forms_engine.delivery.open311 import answers, polling
from forms_engine.delivery.tasks import ask_open311_server, ask_open311_servers
from forms_engine.journeys import services
from forms_engine.requests.models import Inbound, StatusMapping
from tests.forms_engine.council import POTHOLE, open_council, started
from tests.forms_engine.delivering import deliver

BOMB = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<service_requests><request><service_request_id>&b;</service_request_id></request></service_requests>"""
OUTSIDE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>
<service_requests><request><service_request_id>&f;</service_request_id></request></service_requests>"""
NUMBERED = (
    b"<service_requests><request><service_request_id>77</service_request_id></request></service_requests>"
)


class Office:
    """A back office that answers what it is told to, by the last part of the path; it notes what it was sent."""

    def __init__(self):
        self.says, self.got = {}, []
        office = self

        class Handler(BaseHTTPRequestHandler):
            def _answer(self):
                parts = urlsplit(self.path)
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                office.got.append((self.command, parts.path, parse_qs(body or parts.query)))
                status, text = office.says.get((self.command, parts.path.rpartition("/")[2]), (404, b""))
                text = text(parse_qs(parts.query)) if callable(text) else text
                self.send_response(status)
                kind = "application/json" if text[:1] in (b"[", b"{") else "text/xml"
                self.send_header("Content-Type", kind)
                if status == 302:
                    self.send_header("Location", "http://127.0.0.1:1/")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            do_GET = do_POST = _answer

            def log_message(self, *args):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v2"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()


@pytest.fixture
def office(db, settings):
    open_council()
    settings.OPEN311_KEYS = {"office": "hush"}
    made = Office()
    yield made
    made.server.shutdown()


def destination(office, **changes):
    chosen = {"url": office.url, "api_key": "office", "service_code": "033", **changes}
    made = Destination.objects.create(slug="office", name="The office", kind="open311", settings=chosen)
    Route.objects.get(slug="highways").destinations.add(made)
    return made


def tried(office, answer=None, **changes):
    """A pothole that was sent to the office once, which answered that."""
    made = destination(office, **changes)
    if answer:
        office.says[("POST", "requests.xml")] = answer
    request = services.submit(started().id)
    delivery = Delivery.objects.get(owner_id=str(request.id), destination=made)
    deliver(delivery.id)
    delivery.refresh_from_db()
    return made, request, delivery


def test_what_is_posted(office):
    _made, request, delivery = tried(
        office,
        (200, NUMBERED),
        attributes={"KIND": "answers.category", "REF": "reference", "NOTHING": "answers.moon.phase"},
        jurisdiction_id="office.example",
    )
    assert (delivery.state, delivery.remote_id) == ("delivered", "77")
    method, path, fields = office.got[0]
    assert (method, path) == ("POST", "/v2/requests.xml")
    assert fields.pop("description")[0].endswith(f"Reference: {request.reference}")
    assert fields == {
        "api_key": ["hush"],
        "jurisdiction_id": ["office.example"],
        "service_code": ["033"],
        "address_string": ["High Street, Marlford, outside number 12, ZZ1 1AA"],
        "email": [POTHOLE["your-email"]],
        "first_name": ["Ann"],
        "last_name": ["Archer"],
        "attribute[KIND]": ["road"],
        "attribute[REF]": [request.reference],
        "attribute[external_id]": [request.reference],
    }
    # No table holds the key.
    assert "hush" not in delivery.body


@pytest.mark.parametrize(
    ("status", "body", "state", "says"),
    [
        (
            400,
            b"<errors><error><code>400</code><description>No such street</description></error></errors>",
            "dead",
            "No such street",
        ),
        (400, b'[{"code": 400, "description": "No such street"}]', "dead", "No such street"),
        (403, b"", "dead", "403"),
        (302, b"", "dead", "302"),
        (503, b"", "ready", "503"),
        (200, b"", "dead", "neither a number nor a token"),
        (200, BOMB, "dead", "neither a number nor a token"),
        (200, OUTSIDE, "dead", "neither a number nor a token"),
        (200, b"\xff\xfe\x00", "dead", "neither a number nor a token"),
        (200, NUMBERED.replace(b"77", b"7" * 300), "dead", "neither a number nor a token"),
        (200, b'[{"service_request_id": {"a": [1]}}]', "dead", "neither a number nor a token"),
        (200, b"<a>" * 100_000, "dead", "neither a number nor a token"),
        (200, b"[" * 100_000, "dead", "neither a number nor a token"),
    ],
)
def test_what_comes_of_an_answer(office, status, body, state, says):
    _made, _request, delivery = tried(office, (status, body))
    assert delivery.state == state and says in delivery.last_error
    assert len(delivery.last_error) <= 500 and not Open311Case.objects.exists()


def test_no_key_no_call(office, settings):
    settings.OPEN311_KEYS = {}
    _made, _request, delivery = tried(office, (200, NUMBERED))
    assert delivery.state == "dead" and "OPEN311_API_KEYS" in delivery.last_error and office.got == []


def test_before_a_second_try_their_list_is_searched(office):
    _made, request, delivery = tried(office, (503, b""))

    def again():
        Delivery.objects.filter(id=delivery.id).update(next_at=delivery.created_at)
        office.got.clear()
        deliver(delivery.id)
        delivery.refresh_from_db()
        return [method for method, _path, _fields in office.got]

    # The list cannot be had: nothing is filed before it is known that it is not there already.
    assert again() == ["GET"] and delivery.state == "ready"
    office.says[("GET", "requests.xml")] = (200, b"<service_requests/>")
    assert again() == ["GET", "POST"] and delivery.state == "ready"
    row = f"<request><service_request_id>12</service_request_id><description>x {request.reference}</description></request>"
    office.says[("GET", "requests.xml")] = (200, f"<service_requests>{row}</service_requests>".encode())
    assert again() == ["GET"] and (delivery.state, delivery.remote_id) == ("delivered", "12")


def test_their_list_is_searched_to_its_end(office):
    _made, request, delivery = tried(office, (503, b""))
    listed = [{"service_request_id": str(number)} for number in range(120)]

    def page(query):
        first = 50 * (int(query.get("page", ["1"])[0]) - 1)
        return json.dumps(listed[first : first + 50]).encode()

    def again():
        Delivery.objects.filter(id=delivery.id).update(next_at=delivery.created_at)
        office.got.clear()
        deliver(delivery.id)
        delivery.refresh_from_db()
        return [method for method, _path, _fields in office.got]

    office.says[("GET", "requests.xml")] = (200, page)
    assert again() == ["GET"] * 4 + ["POST"]
    # A server without pages says the same again.
    office.says[("GET", "requests.xml")] = (200, page({}))
    assert again() == ["GET"] * 2 + ["POST"]
    # It is there, and they do not say under which number.
    listed.append({"external_id": request.reference})
    office.says[("GET", "requests.xml")] = (200, page)
    assert again() == ["GET"] * 3 and delivery.state == "ready"
    listed[-1]["service_request_id"] = "121"
    assert again() == ["GET"] * 3 and (delivery.state, delivery.remote_id) == ("delivered", "121")


def test_a_list_that_they_cut_is_searched_span_by_span(office, monkeypatch):
    _made, request, delivery = tried(office, (503, b""))
    monkeypatch.setattr(answers, "MOST_ROWS", 4)
    at = [delivery.created_at + timedelta(minutes=apart) for apart in range(-50, 50)]
    rows = [({"service_request_id": str(number)}, when) for number, when in enumerate(at)]

    def page(query):
        """No pages, the newest first, and never more than four."""
        first, last = (datetime.fromisoformat(query[name][0]) for name in ("start_date", "end_date"))
        return json.dumps([row for row, when in reversed(rows) if first <= when <= last][:4]).encode()

    def again():
        Delivery.objects.filter(id=delivery.id).update(next_at=delivery.created_at)
        office.got.clear()
        deliver(delivery.id)
        delivery.refresh_from_db()
        return office.got[-1][0]

    office.says[("GET", "requests.xml")] = (200, page)
    assert again() == "POST", "it is in none of the spans"
    rows[49][0]["external_id"] = request.reference
    assert again() == "GET" and (delivery.state, delivery.remote_id) == ("delivered", "49")


def test_more_than_they_list_at_one_moment_is_no_reason_to_file_twice(office, monkeypatch):
    _made, _request, delivery = tried(office, (503, b""))
    monkeypatch.setattr(answers, "MOST_ROWS", 4)
    same = json.dumps([{"service_request_id": str(number)} for number in range(4)]).encode()
    office.says[("GET", "requests.xml")] = (200, same)
    Delivery.objects.filter(id=delivery.id).update(next_at=delivery.created_at)
    office.got.clear()
    deliver(delivery.id)
    delivery.refresh_from_db()
    assert {method for method, _path, _fields in office.got} == {"GET"} and len(office.got) < 60
    assert delivery.state == "ready" and "too long" in delivery.last_error


def test_a_token_becomes_a_number(office):
    token = b"<service_requests><request><token>t-1</token></request></service_requests>"
    made, _request, delivery = tried(office, (200, token))
    assert (delivery.state, delivery.remote_id) == ("delivered", "")
    polling.poll(made)
    assert Open311Case.objects.get().service_request_id == ""
    office.says[("GET", "t-1.xml")] = (200, NUMBERED)
    polling.poll(made)
    delivery.refresh_from_db()
    assert (delivery.remote_id, Open311Case.objects.get().service_request_id) == ("77", "77")


def test_what_they_say_of_other_cases_or_twice_changes_nothing(office):
    made, request, _delivery = tried(office, (200, NUMBERED))
    StatusMapping.objects.create(destination=made, theirs="closed", ours="resolved")
    row = {"status": "open", "updated_datetime": "2026-11-20T10:00:00Z"}

    def said(*rows):
        office.says[("GET", "requests.xml")] = (200, json.dumps(rows).encode())
        polling.poll(made)
        request.refresh_from_db()
        return request.state, Inbound.objects.count()

    assert said({**row, "service_request_id": 77}) == ("received", 0)
    assert said({**row, "service_request_id": "78", "status": "closed"}) == ("received", 0)
    closed = {"service_request_id": "77", "status": "CLOSED", "updated_datetime": "2999-01-01T00:00:00Z"}
    assert said({**closed, "status_notes": "Done."}) == ("resolved", 1)
    assert said({**closed, "status_notes": "Done."}) == ("resolved", 1)
    # Older than what they said before.
    assert said({**row, "service_request_id": "77"}) == ("resolved", 1)
    for nonsense in ({"service_request_id": 77}, {**closed, "updated_datetime": "soon"}, 7, None, [closed]):
        assert said(nonsense) == ("resolved", 1)
    assert Open311Poll.objects.get().failing_since is None
    office.says[("GET", "requests.xml")] = (200, BOMB)
    Open311Case.objects.update(status="open")
    polling.poll(made)
    assert "no XML that we read" in Open311Poll.objects.get().detail


def test_neither_a_date_far_ahead_nor_words_that_cannot_be_kept_shut_out_what_follows(office):
    made, request, _delivery = tried(office, (200, NUMBERED))
    StatusMapping.objects.create(destination=made, theirs="closed", ours="resolved")
    StatusMapping.objects.create(destination=made, theirs="open", ours="in-progress")

    def said(status, at, notes=""):
        row = {"service_request_id": "77", "status": status, "updated_datetime": at, "status_notes": notes}
        office.says[("GET", "requests.xml")] = (200, json.dumps([row]).encode())
        polling.poll(made)
        request.refresh_from_db()
        return request.state

    assert said("closed", "2999-01-01T00:00:00Z", "Do\0ne \ud800.") == "resolved"
    assert Inbound.objects.get().words == "Do\ufffdne \ufffd."
    assert said("open", (timezone.now() + timedelta(minutes=1)).isoformat()) == "in-progress"


def test_a_list_of_everybodys_updates_is_read_for_ours_only(office, caplog):
    made, request, _delivery = tried(office, (200, NUMBERED), asks="updates")
    StatusMapping.objects.create(destination=made, theirs="closed", ours="resolved")
    row = {"status": "closed", "updated_datetime": "2999-01-01T00:00:00Z", "description": "Done."}
    rows = [{**row, "update_id": n, "service_request_id": n} for n in ("75", "76", "77", "78")]
    office.says[("GET", "servicerequestupdates.xml")] = (200, json.dumps(rows).encode())
    polling.poll(made)
    polling.poll(made)
    request.refresh_from_db()
    assert request.state == "resolved"
    assert [one.their_id for one in Inbound.objects.all()] == ["77"]
    assert "two things under one id" not in caplog.text


@pytest.mark.parametrize("newest_first", [True, False])
def test_a_list_that_is_cut_gets_further_whatever_its_order(office, monkeypatch, newest_first):
    monkeypatch.setattr(polling, "MOST_ROWS", 4)
    made, request, _delivery = tried(office, (200, NUMBERED), asks="updates")
    StatusMapping.objects.create(destination=made, theirs="closed", ours="resolved")
    began = Open311Case.objects.get().filed_at.replace(microsecond=0) - timedelta(minutes=10)
    others = [(f"o{n}", "75", began) for n in range(6)]  # more than fit, and all at one moment
    others += [(f"l{n}", "76", began + timedelta(minutes=9, seconds=n)) for n in range(6)]
    everything = [*others, ("mine", "77", began + timedelta(minutes=5))]

    def answer(query):
        first, last = (answers.moment(query[name][0]) for name in ("start_date", "end_date"))
        rows = sorted((row for row in everything if first <= row[2] <= last), key=lambda row: row[2])
        rows = rows[::-1] if newest_first else rows
        told = [
            {"update_id": n, "service_request_id": of, "status": "closed", "updated_datetime": at.isoformat()}
            for n, of, at in rows[:4]
        ]
        return json.dumps(told).encode()

    office.says[("GET", "servicerequestupdates.xml")] = (200, answer)
    polling.poll(made)
    request.refresh_from_db()
    assert request.state == "resolved"
    assert Open311Poll.objects.get().updates_until > timezone.now() - timedelta(minutes=1)
    asked = [one for one in office.got if one[1].endswith("servicerequestupdates.xml")]
    assert len(asked) < 60


def test_a_server_is_asked_when_its_time_has_come(office):
    made = destination(office)
    # Whose settings will not do any more, first by name: it stops none of the others.
    broken = {"service_code": "1", "url": office.url, "every_minutes": 0}
    Destination.objects.create(slug="a-broken-one", name="Broken", kind="open311", settings=broken)
    ask_open311_servers(0)
    ask_open311_servers(0)
    (job,) = ProcrastinateJob.objects.filter(task_name=ask_open311_server.name)
    assert job.args == {"destination_id": str(made.pk)}
    ask_open311_server(**job.args)
    Open311Poll.objects.update(asked_at=None)
    Destination.objects.filter(slug="office").update(retired_at="2026-11-01T00:00:00Z")
    assert polling.servers_to_ask() == []


def test_settings_are_held_against_what_the_operator_allows(db):
    chosen = {"url": "https://elsewhere.example/v2", "service_code": "1"}
    assert checked_settings("open311", chosen)["again"] == "look-up"
    with pytest.raises(Exception, match="WEBHOOK_HOSTS"):
        checked_settings("open311", chosen, typed=True)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_answer_breaks_the_reader(body):
    for kind in ("text/xml", "application/json"):
        try:
            rows = answers.rows_of(body, "request", kind)
        except answers.Unreadable:
            continue
        list(answers.standings_in(rows))
        answers.number_in(rows), answers.errors_in(body, kind)
