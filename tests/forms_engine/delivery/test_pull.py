"""Whoever cannot host an endpoint comes for what is meant for it, and for nothing else."""

import base64
import hashlib
import json
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accounts.throttle import Limit
from forms_engine.delivery import by_hand
from forms_engine.delivery.claiming import claim
from forms_engine.delivery.models import Delivery, Destination, DestinationToken, Replay
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.pull import access, tokens
from forms_engine.delivery.reasons import reason_of, with_why
from forms_engine.delivery.replaying import ask_for_replay, take_up
from forms_engine.delivery.sending import record
from forms_engine.delivery.tasks import give_up_overdue_deliveries
from tests.factories import client, make_staff, signed_in
from tests.forms_engine.delivery.telling import make_destination, tell

pytestmark = pytest.mark.django_db
DOOR = "/api/v1/deliveries/"


class Puller:
    """A back office's program with its token."""

    def __init__(self, destination):
        self.destination = destination
        self.token = tokens.issue_token(destination, name="Nightly job")[1]
        self.browser = client()

    def get(self, address=DOOR, **query):
        return self.browser.get(address, query, headers={"Authorization": f"Bearer {self.token}"})

    def post(self, address, **body):
        return self.browser.post(
            address, body, content_type="application/json", headers={"Authorization": f"Bearer {self.token}"}
        )

    def waiting(self, **query):
        return [one["id"] for one in self.get(**query).json()["items"]]


def address(delivery, verb=""):
    return f"{DOOR}{delivery.id}" + (f"/{verb}" if verb else "")


@pytest.fixture
def office():
    return Puller(make_destination("pull"))


def test_list_fetch_acknowledge(office):
    delivery = tell(office.destination)
    assert claim(100) == [], "nobody sends it"
    (listed,) = office.get().json()["items"]
    assert listed["id"] == str(delivery.id) and listed["links"]["self"].endswith(address(delivery))
    for _ in range(2):
        fetched = office.get(address(delivery))
        assert fetched.content.decode() == delivery.body and fetched["Content-Type"] == "application/json"
        digest = base64.b64encode(hashlib.sha256(fetched.content).digest()).decode()
        assert fetched["Repr-Digest"] == f"sha-256=:{digest}:"
        assert fetched["Cache-Control"] == "private, no-store"
    assert office.waiting() == [str(delivery.id)], "fetching is not having"
    for case in ("HW-123", "HW-123", ""):
        said = office.post(address(delivery, "acknowledge"), **({"case": case} if case else {}))
        assert (said.status_code, said.json()["state"], said.json()["case"]) == (
            200,
            "acknowledged",
            "HW-123",
        )
    assert office.waiting() == []
    delivery.refresh_from_db()
    assert (delivery.state, delivery.remote_id) == ("delivered", "HW-123") and delivery.acknowledged_at
    (attempt,) = delivery.attempts.all()
    assert attempt.succeeded and attempt.sha256 == delivery.sha256
    assert office.post(address(delivery, "acknowledge"), case="HW-9").status_code == 409
    assert office.post(address(delivery, "refuse"), reason="No").status_code == 409
    assert office.get(address(delivery)).content.decode() == delivery.body, "it can be read again"


def test_what_is_told_later_waits_for_what_was_told_earlier(office):
    first, second = tell(office.destination, 7), tell(office.destination, 7, 2, "request.updated")
    other = tell(office.destination, 8)
    assert office.waiting() == [str(first.id), str(other.id)]
    early = office.get(address(second))
    assert early.status_code == 409 and early.json()["first"] == str(first.id)
    office.post(address(first, "acknowledge"))
    assert set(office.waiting()) == {str(second.id), str(other.id)}


def test_pages_of_a_long_list_come_oldest_first_and_whole(office):
    told = [str(tell(office.destination, owner).id) for owner in range(5)]
    found, after = [], ""
    while True:
        page = office.get(after=after, limit=2).json()
        found += [one["id"] for one in page["items"]]
        after = page["next"]
        if not after:
            break
    assert found == told
    for wrong in ("x", "eA==", base64.urlsafe_b64encode(b"2026-01-01 6c1b6f0e").decode()):
        assert office.get(after=wrong).status_code == 422


def test_what_they_refuse_is_put_before_a_person_with_their_reason(office):
    delivery = tell(office.destination)
    for _ in range(2):
        said = office.post(address(delivery, "refuse"), reason="Not in our area")
        assert (said.status_code, said.json()["state"]) == (200, "with-a-person")
    delivery.refresh_from_db()
    assert delivery.state == "dead" and delivery.last_error == "Refused by the back office: Not in our area"
    assert office.waiting() == []
    # They find that they have it after all, and say so before anybody has done anything.
    assert office.post(address(delivery, "acknowledge")).json()["state"] == "acknowledged"
    for body in ({}, {"reason": " "}, {"reason": "x" * 401}, {"reason": "a\nb"}):
        assert office.post(address(delivery, "refuse"), **body).status_code == 422


@pytest.mark.parametrize(("verb", "state"), [("refuse", "dead"), ("acknowledge", "delivered")])
def test_what_they_say_at_the_door_while_it_is_being_sent_is_their_word(verb, state):
    """A thin webhook's receiver fetches the rest, decides, and only then answers the call that told it to come."""
    office = Puller(make_destination("webhook", {"url": "https://office.example/", "body": "thin"}))
    delivery = tell(office.destination)
    (claimed,) = claim(1)
    assert office.get(address(delivery)).status_code == 200
    said = office.post(address(delivery, verb), **({"reason": "Not ours"} if verb == "refuse" else {}))
    assert said.status_code == 200
    answered = Outcome(None, "Answered 200.") if verb == "refuse" else Outcome(Fault.PASSING, "Broke off.")
    record(delivery.id, claimed.attempt.number, answered)
    delivery.refresh_from_db()
    assert delivery.state == state
    assert delivery.attempts.get().succeeded is (verb == "acknowledge")


def test_a_replay_that_nobody_comes_for_is_not_in_the_way_for_ever(office):
    first = tell(office.destination, 7)
    office.post(address(first, "acknowledge"))
    ask_for_replay(office.destination, chosen=[str(first.id)], by=make_staff())
    take_up(Replay.objects.get().pk)
    later = tell(office.destination, 7, 2, "request.updated")
    assert office.waiting() == [str(first.id)]
    with time_machine.travel(timezone.now() + timedelta(hours=71)):
        give_up_overdue_deliveries(0)
        assert office.waiting() == [str(first.id)]
    with time_machine.travel(timezone.now() + timedelta(hours=73)):
        give_up_overdue_deliveries(0)
        assert office.waiting() == [str(later.id)]
        first.refresh_from_db()
        assert first.state == "delivered" and first.acknowledged_at
        give_up_overdue_deliveries(1)
        assert office.waiting() == [str(later.id)], "it has its 72 hours before it"
    with time_machine.travel(timezone.now() + timedelta(hours=146)):
        give_up_overdue_deliveries(2)
        later.refresh_from_db()
        assert later.state == "dead", "and a person hears of what nobody fetches"


def test_what_waited_behind_one_that_came_late_is_offered_for_as_long_as_any(office):
    first, later = tell(office.destination, 7), tell(office.destination, 7, 2, "request.updated")
    with time_machine.travel(timezone.now() + timedelta(hours=80)):
        give_up_overdue_deliveries(0)
        first.refresh_from_db()
        assert first.state == "dead"
        assert office.post(address(first, "acknowledge")).status_code == 200
        give_up_overdue_deliveries(1)
        assert office.waiting() == [str(later.id)]


def test_what_a_person_has_seen_to_is_gone(office):
    delivery = tell(office.destination)
    by = make_staff()
    Delivery.objects.filter(id=delivery.id).update(
        state="handled", handled_by=by, handled_note="Rang them", next_at=None
    )
    assert office.get(address(delivery)).status_code == 410
    assert office.post(address(delivery, "acknowledge")).status_code == 409


def test_another_destination_s_token_finds_nothing_there(office):
    stranger = Puller(make_destination("pull"))
    delivery = tell(office.destination)
    assert stranger.waiting() == []
    missing = stranger.get(f"{DOOR}6c1b6f0e-3f0e-4f7e-9d56-1f6b1a2c3d4e")
    for answer in (
        stranger.get(address(delivery)),
        stranger.post(address(delivery, "acknowledge"), case="X"),
        stranger.post(address(delivery, "refuse"), reason="X"),
    ):
        assert (answer.status_code, answer.content) == (404, missing.content)
    delivery.refresh_from_db()
    assert delivery.state == "ready" and not delivery.attempts.exists()


def test_only_a_good_token_on_the_public_host_opens_the_door(office, settings):
    tell(office.destination)
    good = office.token
    assert DestinationToken.objects.get().digest == hashlib.sha256(good.encode()).hexdigest()
    for bad in ("", "ghd_x", good[:-1] + ("a" if good[-1] != "a" else "b"), good.replace("ghd_", "ghr_")):
        office.token = bad
        assert office.get().status_code == 401 and "Bearer" in office.get()["WWW-Authenticate"]
    staff = signed_in(make_staff(), "staff")
    assert staff.get(DOOR, headers={"Authorization": f"Bearer {good}"}).status_code == 404
    assert signed_in(make_staff(), "public").get(DOOR).status_code == 401, "no session opens it"
    office.token = good
    assert office.get().status_code == 200
    tokens.revoke_token(DestinationToken.objects.get().pk)
    assert office.get().status_code == 401


def test_a_destination_that_was_given_up_or_paused_offers_nothing(office):
    tell(office.destination)
    office.destination.paused_at = timezone.now()
    office.destination.save()
    assert office.waiting() == []
    office.destination.retired_at = timezone.now()
    office.destination.save()
    assert office.get().status_code == 401


def test_guessing_and_hammering_are_stopped(office, monkeypatch):
    monkeypatch.setattr(access, "CALLS", Limit(attempts=2, seconds=60))
    assert [office.get().status_code for _ in range(3)] == [200, 200, 429]
    guesser = Puller.__new__(Puller)
    guesser.browser, guesser.token = client(), "ghd_" + "0" * 46
    answers = [guesser.get().status_code for _ in range(52)]
    assert set(answers[:50]) == {401} and answers[-1] == 429


def test_tokens_are_few_and_only_for_who_fetches(office):
    with pytest.raises(tokens.TokenRefused, match="fetches nothing"):
        tokens.issue_token(make_destination("email", {"to": "team@office.example"}), name="x")
    thin = make_destination("webhook", {"url": "https://office.example/", "body": "thin"})
    tokens.issue_token(thin, name="x")
    for _ in range(tokens.MOST_ACTIVE - 1):
        tokens.issue_token(office.destination, name="x")
    with pytest.raises(tokens.TokenRefused, match="five"):
        tokens.issue_token(office.destination, name="x")


def test_a_destination_without_personal_data_is_told_of_nobody():
    office = Puller(make_destination("pull", takes_personal_data=False))
    delivery = tell(office.destination, brand_new_key="Ann Archer")
    body = office.get(address(delivery)).content.decode()
    for personal in ("Ann", "ann@example.com", "+447700900123", "knee", "High Street"):
        assert personal not in body
    data = json.loads(body)["data"]
    assert data["reference"] == "K7W-Q3X-T9D4" and data["location"]["postcode"] == "ZZ1 1AA"
    assert data["withheld"] == ["answers", "brand_new_key", "contact", "files"]
    applied = tell(office.destination, 2, journey={"slug": "apply-for-care", "kind": "apply", "version": 1})
    assert "location" not in json.loads(applied.body)["data"], "that is somebody's home"


def test_what_was_meant_for_it_goes_no_more_once_it_may_not_have_personal_data(office):
    waits, had = tell(office.destination), tell(office.destination, 2)
    office.post(address(had, "acknowledge"))
    nobody = Puller(make_destination("pull", takes_personal_data=False))
    harmless = tell(nobody.destination)
    Destination.objects.update(takes_personal_data=False)
    for delivery in (waits, had):
        answer = office.get(address(delivery))
        assert answer.status_code == 410 and "Ann" not in answer.content.decode()
    assert nobody.get(address(harmless)).status_code == 200
    found = with_why(Delivery.objects.select_related("destination")).get(id=waits.id)
    assert found.state == "dead" and "may not be sent any" in reason_of(found).what
    had.refresh_from_db()
    assert had.state == "delivered"


def test_what_was_just_fetched_does_not_go_elsewhere_as_well(office):
    delivery, by = tell(office.destination), make_staff()
    office.post(address(delivery, "refuse"), reason="Not ours")
    assert office.get(address(delivery)).status_code == 200
    other = make_destination("pull")
    with pytest.raises(by_hand.CannotRedirect, match="fetched some of it"):
        by_hand.redirect(delivery.id, to=other, by=by)
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert by_hand.redirect(delivery.id, to=other, by=by)
    assert office.get(address(delivery)).status_code == 410


def test_the_list_costs_the_same_however_much_waits(office, django_assert_max_num_queries):
    for owner in range(20):
        tell(office.destination, owner)
    with django_assert_max_num_queries(6):
        office.get(limit=20)
