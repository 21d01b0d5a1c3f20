"""A supplier is sent tests that nobody takes for a request, and again what it has lost."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone

from accounts.models import Role
from forms_engine.catalogue.selectors import every_live_version
from forms_engine.delivery import by_hand, integrity
from forms_engine.delivery.models import Delivery, DeliveryAction, Replay
from forms_engine.delivery.pull.tokens import issue_token
from forms_engine.delivery.replaying import take_up
from forms_engine.requests.models import Inbound, Request
from forms_engine.requests.payload_check import require_valid
from forms_engine.requests.references import read_reference
from forms_engine.requests.trying import made_up_request
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.council import open_council
from tests.forms_engine.delivering import deliver_due
from tests.forms_engine.delivery.telling import make_destination, tell
from tests.forms_engine.delivery.test_delivery import back_office
from tests.forms_engine.journeys.appointments import visits
from tests.forms_engine.requests.signing import frame, post

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    with back_office() as office:
        yield office


@pytest.fixture
def webhook(office):
    open_council()
    return make_destination("webhook", {"url": office.url}, slug="contractor")


class Screen:
    def __init__(self, destination, role=Role.ADMINISTRATOR):
        self.browser = signed_in(make_staff(role), "staff")
        self.address = f"/admin/routing/destinations/{destination.pk}/trying/"

    def get(self):
        return self.browser.get(self.address)

    def post(self, **typed):
        return self.browser.post(self.address, typed)


def names_of(got):
    return {name.lower(): value for name, value in got[0].items()}


def test_a_test_arrives_marked_and_nothing_comes_of_it(office, webhook):
    screen = Screen(webhook)
    assert screen.post(test="1", journey="report-a-pothole").status_code == 302
    test = Delivery.objects.get(destination=webhook)
    assert deliver_due() == 1
    headers, body = names_of(office.got[0]), json.loads(office.got[0][1])
    assert (headers["guildhall-test"], body["test"], body["type"]) == ("1", True, "request.received")
    assert headers["webhook-id"] == str(test.id) and read_reference(body["data"]["reference"]) is None
    shown = screen.get().content.decode()
    test.refresh_from_db()
    assert "Answered 200." in shown and test.sha256 in shown and "CASE-1" in shown
    assert Request.objects.count() == 0 and DeliveryAction.objects.get().kind == "tested"

    # What they say about it is heard, and changes nothing.
    said = post("callbacks", webhook, frame(delivery=str(test.id), case="X-9", status="WHATEVER"))
    assert (said.status_code, said.json()["outcome"]) == (202, "test")
    assert Inbound.objects.get().request is None
    assert "they have said something about it" in screen.get().content.decode()


def test_a_test_that_is_refused_is_nobodys_to_see_to(office, webhook):
    screen = Screen(webhook)
    screen.post(test="1", journey="report-a-pothole")
    office.answers = [(422, {})]
    deliver_due()
    test = Delivery.objects.get(destination=webhook)
    assert test.state == "cancelled" and not Delivery.objects.filter(by_hand.needs_attention()).exists()
    assert "Answered 422." in screen.get().content.decode()
    assert Screen(webhook, Role.OFFICER).post(test="1", journey="report-a-pothole").status_code in {302, 403}
    assert Delivery.objects.count() == 1


def test_a_test_says_so_in_a_letter_and_in_a_files_name(tmp_path):
    open_council()
    with override_settings(FILE_DROPS={"depot": tmp_path.as_uri()}):
        for kind, settings in (("email", {"to": "team@office.example"}), ("file", {"drop": "depot"})):
            Screen(make_destination(kind, settings)).post(test="1", journey="report-a-pothole")
        assert deliver_due() == 2
    assert mail.outbox[0].subject.startswith("TEST [") and "This is a test." in mail.outbox[0].body
    assert {path.name[:5] for path in Path(tmp_path).iterdir() if path.is_file()} == {"TEST-"}
    queue = make_destination("queue", {"queue": "potholes"})
    assert Screen(queue).post(test="1", journey="report-a-pothole").status_code == 422


def test_what_is_made_up_is_what_the_schema_says():
    open_council()
    assert json.loads(made_up_request(visits()).as_json())["data"]["booking"]["state"] == "confirmed"
    for version in every_live_version():
        require_valid(version.pk, version.number, json.loads(made_up_request(version).as_json()))


def arrived(office, destination):
    """Two requests told in two parts each, and one that was cancelled, one not delivered."""
    told = [tell(destination, owner) for owner in (1, 2)]
    told += [tell(destination, owner, 2, "request.updated") for owner in (1, 2)]
    while deliver_due():
        pass
    Delivery.objects.create(
        owner_type="test",
        owner_id="3",
        subject="request.received",
        destination=destination,
        state="cancelled",
    )
    office.got.clear()
    return told


def span(**more):
    now = timezone.localtime()
    form = "%Y-%m-%dT%H:%M"
    return {
        "since": f"{now - timedelta(hours=1):{form}}",
        "until": f"{now + timedelta(hours=1):{form}}",
        "note": "They lost a disk.",
        **more,
    }


def test_a_replay_is_counted_confirmed_and_sends_the_same_again_in_order(office, webhook):
    told = arrived(office, webhook)
    before = {
        one.id: (one.state, one.delivered_at, one.remote_id, one.body) for one in Delivery.objects.all()
    }
    screen = Screen(webhook)
    assert "4 deliveries would be sent again" in screen.post(**span()).content.decode()
    assert Replay.objects.count() == 0
    assert screen.post(**span(replay="1")).status_code == 302
    replay = Replay.objects.get()
    take_up(replay.pk)
    # Its first is held up: what follows it waits, and so does what is told anew.
    tell(webhook, 1, 3, "request.updated")
    office.answers = [(503, {})]
    while deliver_due():
        pass
    Delivery.objects.filter(replay_at__isnull=False).update(replay_at=timezone.now())
    while deliver_due():
        pass
    ids = [names_of(got)["webhook-id"] for got in office.got]
    for owner in (0, 1):
        first, second = str(told[owner].id), str(told[owner + 2].id)
        assert len(ids) - 1 - ids[::-1].index(first) < ids.index(second)
    assert all(got[1].decode() in {one.body for one in told} for got in office.got[:4])
    assert ids[-1] not in map(str, before), "what is new came last"
    after = {
        one.id: (one.state, one.delivered_at, one.remote_id, one.body)
        for one in Delivery.objects.filter(id__in=before)
    }
    assert after == before
    assert [one.attempts.exclude(replay=None).filter(succeeded=True).count() for one in told] == [1, 1, 1, 1]
    assert DeliveryAction.objects.get(kind="replayed").note.endswith("They lost a disk.")
    assert list(integrity.problems()) == []
    shown = screen.get()
    assert shown.context["replays"][0][1] == {"arrived": 4, "wait": 0, "failed": 0}


def test_a_file_that_was_taken_is_left_again(tmp_path):
    with override_settings(FILE_DROPS={"depot": tmp_path.as_uri()}):
        destination = make_destination("file", {"drop": "depot"})
        delivery = tell(destination)
        deliver_due()
        for path in tmp_path.iterdir():
            path.unlink()
        (tmp_path / "done").mkdir()
        Screen(destination).post(chosen=str(delivery.id), note="Lost", replay="1")
        take_up(Replay.objects.get().pk)
        assert deliver_due() == 1
    assert len([path for path in tmp_path.iterdir() if path.is_file()]) == 2


def test_what_it_may_not_be_told_any_more_is_left_out(office, webhook):
    arrived(office, webhook)
    webhook.takes_personal_data = False
    webhook.save()
    Screen(webhook).post(**span(replay="1"))
    take_up(Replay.objects.get().pk)
    assert deliver_due() == 0 and Replay.objects.get().left_out == 4


def test_a_program_asks_for_both_with_its_token():
    open_council()
    destination, other = make_destination("pull"), make_destination("pull")
    key = {"Authorization": f"Bearer {issue_token(destination, name='Test system')[1]}"}
    browser = client()

    def ask(address, **body):
        return browser.post(f"/api/v1/deliveries/{address}", body, "application/json", headers=key)

    test = ask("test", journey="report-a-pothole")
    assert test.status_code == 202
    listed = [one["id"] for one in browser.get("/api/v1/deliveries/", headers=key).json()["items"]]
    assert listed == [test.json()["id"]]
    assert browser.get(f"/api/v1/deliveries/{listed[0]}", headers=key).json()["test"] is True
    ask(f"{listed[0]}/acknowledge")

    own, foreign = tell(destination), tell(other)
    ask(f"{own.id}/acknowledge", case="HW-1")
    by_hand.mark_handled([foreign.id], by=make_staff(), note="x")
    asked = ask("replay", deliveries=[str(own.id), str(foreign.id), listed[0]])
    assert (asked.status_code, asked.json()["deliveries"]) == (202, 1)
    take_up(Replay.objects.get().pk)
    assert [one["id"] for one in browser.get("/api/v1/deliveries/", headers=key).json()["items"]] == [
        str(own.id)
    ]
    assert browser.get(f"/api/v1/deliveries/{own.id}", headers=key).content.decode() == own.body
    assert ask(f"{own.id}/acknowledge", case="HW-1").json()["state"] == "acknowledged"
    assert browser.get("/api/v1/deliveries/", headers=key).json()["items"] == []
    assert own.attempts.filter(replay=Replay.objects.get(), succeeded=True).count() == 1

    assert ask("test", journey="none-such").status_code == 422
    assert ask("replay", deliveries=[str(foreign.id)]).status_code == 409
    assert [ask("replay", deliveries=[str(own.id)]).status_code for _ in range(3)][-1] == 429
    assert browser.post("/api/v1/deliveries/test", {}, "application/json").status_code == 401
