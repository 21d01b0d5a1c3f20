"""A look-up is asked within limits: of time, of how often, of what is kept and what is logged."""

import json
import logging
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils import timezone
from pydantic import BaseModel

from forms_engine.journeys.lookups import asking, interface
from forms_engine.journeys.lookups.asking import Asker, ask
from forms_engine.journeys.lookups.interface import Kind, build
from forms_engine.journeys.models import LookupSource

pytestmark = pytest.mark.django_db


class Asked(BaseModel):
    number: str


class Known(BaseModel):
    owed: int


class AnySettings(BaseModel):
    other: int = 0


class StandIn:
    """A provider that says what a test has it say."""

    inputs, outputs = Asked, Known

    def __init__(self):
        self.asked, self.says, self.release = [], {}, threading.Event()

    def look_up(self, given, patience):
        self.asked.append(given.number)
        said = self.says.get(given.number)
        if said == "stall":
            self.release.wait(5)
            return None
        if isinstance(said, Exception):
            raise said
        return None if said is None else Known(owed=said)


@pytest.fixture
def stand_in(monkeypatch):
    cache.clear()
    found = StandIn()
    kind = Kind("stand-in", "Stand-in", lambda _settings: found, AnySettings)
    monkeypatch.setattr(interface, "kinds", lambda: {"stand-in": kind})
    LookupSource.objects.create(slug="owed", name="Owed", kind="stand-in", patience_seconds=0.3)
    yield found
    found.release.set()


def asked(number="1", submission="a", network="192.0.2.1", **how):
    return ask("owed", {"number": number}, Asker(submission, network), **how)


def test_what_was_said_is_said_again_and_no_key_holds_what_was_asked(stand_in, monkeypatch):
    kept = {}
    monkeypatch.setattr(cache, "set", lambda key, value, seconds: kept.update({key: value}))
    stand_in.says = {"MS12345678": 3500}
    assert asked("MS12345678").values == {"owed": 3500}
    assert kept and not any("MS12345678" in str(part) for part in kept.items())
    monkeypatch.undo()


def test_it_is_asked_once_for_the_same_and_anew_when_wanted(stand_in):
    stand_in.says = {"1": 3500}
    assert asked().outcome == asked().outcome == "found" and stand_in.asked == ["1"]
    stand_in.says = {"1": 7000}
    assert asked().values == {"owed": 3500}
    assert asked(said_since=timezone.now()).values == {"owed": 7000} == asked().values
    LookupSource.objects.update(settings={"other": 1})
    asked()
    assert len(stand_in.asked) == 3


def test_a_stalled_one_is_down_after_its_patience_and_left_alone_for_a_while(stand_in, caplog):
    caplog.set_level(logging.INFO)
    stand_in.says = {"1": "stall", "2": 3500}
    assert [asked().why for _ in range(3)] == ["too slow"] * 3
    assert asked("2").why == "left alone after failing"
    assert "found" not in caplog.text and "look-up owed: down (too slow) in" in caplog.text


def test_calls_of_one_that_stalls_are_in_no_other_ones_way(stand_in, monkeypatch):
    monkeypatch.setattr(asking, "LEFT_ALONE_AFTER", 100)
    LookupSource.objects.create(slug="other", name="Other", kind="stand-in", patience_seconds=0.3)
    LookupSource.objects.filter(slug="owed").update(patience_seconds=0.2)
    stand_in.says = {"1": "stall", "2": 3500}
    assert {asked(submission="s").why for _ in range(asking.MOST_AT_ONCE + 1)} == {"too slow"}
    assert ask("other", {"number": "2"}, Asker("b", "192.0.2.1")).outcome == "found"


def test_what_fails_is_never_quoted(stand_in, caplog):
    stand_in.says = {"AB12CDE": ConnectionError("no route for AB12CDE")}
    assert asked("AB12CDE").outcome == "down" and "AB12CDE" not in caplog.text
    assert LookupSource.objects.get().last_failure == "ConnectionError"


def test_numbers_cannot_be_tried_one_after_another(stand_in, monkeypatch):
    monkeypatch.setattr(asking, "ASKED_BY_SUBMISSION", asking.Limit(3, 3600))
    monkeypatch.setattr(asking, "WRONG_BY_NETWORK", asking.Limit(4, 3600))
    stand_in.says = {"right": 1}
    assert [asked(str(n)).outcome for n in range(4)] == ["not-found"] * 3 + ["down"]
    # Another submission from there has one wrong one left; right ones cost a network nothing.
    assert [asked("right", "b").outcome for _ in range(2)] == ["found"] * 2
    assert asked("9", "b").outcome == "not-found"
    assert asked("right", "c").outcome == "down"
    assert asked("right", "c", "198.51.100.7").outcome == "found"


def test_what_does_not_fit_is_not_found_and_what_is_off_is_down(stand_in):
    assert ask("owed", {"other": "1"}, Asker("a", "n")).outcome == "not-found" and stand_in.asked == []
    assert ask("nothing", {}, Asker("a", "n")).outcome == "down"
    LookupSource.objects.update(is_on=False)
    assert asked().why == "switched off"


# -- by HTTP ---------------------------------------------------------------------------------------------------


@pytest.fixture
def parking_system(settings):
    cache.clear()
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    settings.LOOKUP_SECRETS = {"parking": "s3cret"}
    came = []

    class System(BaseHTTPRequestHandler):
        def do_POST(self):
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            came.append((self.path, body, self.headers.get("Authorization")))
            status, answer = {
                "1": (200, {"data": {"amount": 3500, "state": "open"}}),
                "2": (404, {}),
                "3": (500, {}),
                "4": (200, {"data": {"amount": "lots"}}),
            }[body["notice"]]
            out = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(out)))
            self.end_headers()
            self.wfile.write(out)

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), System)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    LookupSource.objects.create(
        slug="notices",
        name="Notices",
        kind="http-json",
        settings={
            "url": f"http://127.0.0.1:{server.server_port}/notices",
            "inputs": ["notice"],
            "outputs": {"amount": {"path": "data.amount", "type": "money"}, "state": {"path": "data.state"}},
            "secret": "parking",
        },
    )
    yield came
    server.shutdown()
    server.server_close()
    thread.join(5)


def test_another_system_is_asked_by_http(parking_system):
    def outcome(notice):
        return ask("notices", {"notice": notice}, Asker("a", "n"))

    assert outcome("1").values == {"amount": 3500, "state": "open"}
    assert parking_system == [("/notices", {"notice": "1"}, "Bearer s3cret")]
    assert outcome("2").outcome == "not-found"
    assert outcome("3").why == "WentWrong" and outcome("4").why == "ValidationError"


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "https://evil.example/"},
        {"inputs": []},
        {"outputs": {"BAD": {"path": "a"}}},
        {"colour": "red"},
    ],
)
def test_settings_that_will_not_do_are_refused(wrong, settings):
    settings.WEBHOOK_HOSTS = ["127.0.0.1"]
    right = {"url": "http://127.0.0.1:1/", "inputs": ["a"], "outputs": {"b": {"path": "b"}}}
    build("http-json", right)
    with pytest.raises(ValidationError):
        build("http-json", {**right, **wrong})
