"""Whatever is done about deliveries, in whatever order and at whatever time, they are where a small model of them says:
claimed when they may be, in order, within their destination's limits, and settled once."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

import pytest
import time_machine
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from forms_engine.delivery import breaker, by_hand, claiming, services
from forms_engine.delivery.claiming import claim
from forms_engine.delivery.message import Message
from forms_engine.delivery.models import Attempt, Delivery, Destination
from forms_engine.delivery.outcome import Fault, Outcome
from forms_engine.delivery.sending import record
from tests.examples import examples
from tests.factories import make_staff
from tests.steady import steady

START = "2026-11-23T12:00:00Z"
LEASE = timedelta(seconds=60)
GIVE_UP = timedelta(hours=72)
DELAYS = [5, 30, 120, 600, 1800, 3600, 7200]
SETTLED = {"delivered", "handled", "cancelled"}
OUTCOMES = {
    "ok": Outcome(None),
    "passing": Outcome(Fault.PASSING, "Answered 503."),
    "refused": Outcome(Fault.THIS_ONE, "Answered 422."),
    "setting": Outcome(Fault.SETTING, "Answered 401."),
}
OWNERS, PLACES = ["one", "two", "three"], ["roads", "parks"]


@dataclass
class Owed:
    """One delivery as it ought to be."""

    owner: str
    place: str
    sequence: int
    state: str
    next_at: datetime | None = None
    give_up_at: datetime | None = None
    leased_until: datetime | None = None
    attempts: int = 0


@dataclass
class Place:
    """One destination as it ought to be."""

    most: int
    failures: int = 0
    shut_until: datetime | None = None
    paused: bool = False


@dataclass
class Model:
    """What is owed, and what may be done now."""

    places: dict[str, Place]
    owed: dict[str, Owed] = field(default_factory=dict)
    ended: dict[tuple[UUID, int], str] = field(default_factory=dict)

    def is_first(self, one: Owed) -> bool:
        return not any(
            other.sequence < one.sequence and other.state not in SETTLED
            for other in self.owed.values()
            if (other.owner, other.place) == (one.owner, one.place)
        )

    def claimable(self, name: str, now: datetime) -> list[str]:
        place = self.places[name]
        if place.paused or (place.shut_until and place.shut_until > now):
            return []
        return [
            key
            for key, one in self.owed.items()
            if one.place == name
            and one.state == "ready"
            and one.next_at <= now
            and not (one.leased_until and one.leased_until > now)
            and self.is_first(one)
        ]

    def room(self, name: str, now: datetime) -> int:
        place = self.places[name]
        sending = [one for one in self.owed.values() if one.place == name and one.leased_until]
        most = 1 if place.shut_until or place.failures else place.most
        return max(0, most - sum(one.leased_until > now for one in sending))

    def ready(self, one: Owed, now: datetime) -> None:
        one.state, one.next_at, one.give_up_at, one.leased_until = "ready", now, now + GIVE_UP, None

    def let_follow(self, behind: Owed, now: datetime) -> None:
        for one in self.owed.values():
            same = (one.owner, one.place) == (behind.owner, behind.place)
            if same and one.sequence > behind.sequence and one.state == "ready":
                one.give_up_at = now + GIVE_UP


class AnyLife(RuleBasedStateMachine):
    """Everything that can be done, beside the model."""

    tries = Bundle("tries")

    def __init__(self) -> None:
        super().__init__()
        self.clock = time_machine.travel(START, tick=False)
        self.time = self.clock.start()
        self.steady = steady()
        self.steady.__enter__()
        self.taken_back = transaction.atomic()
        self.taken_back.__enter__()
        self.person = make_staff()
        self.real = {
            name: Destination.objects.create(
                slug=name,
                name=name,
                kind="webhook",
                settings={"url": f"https://{name}.example/"},
                concurrency=most,
            )
            for name, most in zip(PLACES, (2, 5), strict=True)
        }
        self.model = Model({name: Place(one.concurrency) for name, one in self.real.items()})

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.taken_back.__exit__(None, None, None)
        self.steady.__exit__(None, None, None)
        self.clock.stop()

    @property
    def now(self) -> datetime:
        return timezone.now()

    # -- what the house does -----------------------------------------------------------------------------

    @rule(owner=st.sampled_from(OWNERS))
    def hold(self, owner: str) -> None:
        if any(one.owner == owner and one.sequence == 1 for one in self.model.owed.values()):
            return
        made = services.hold(
            owner_type="test",
            owner_id=owner,
            subject="request.received",
            destinations=[one.id for one in self.real.values()],
        )
        names = {one.id: name for name, one in self.real.items()}
        for one in made:
            self.model.owed[str(one.id)] = Owed(owner, names[one.destination_id], 1, "held")

    @rule(owner=st.sampled_from(OWNERS))
    def release(self, owner: str) -> None:
        services.release(owner_type="test", owner_id=owner, message=self.message("request.received"))
        for one in self.model.owed.values():
            if one.owner == owner and one.state == "held":
                self.model.ready(one, self.now)

    @rule(owner=st.sampled_from(OWNERS))
    def cancel(self, owner: str) -> None:
        services.cancel_held(owner_type="test", owner_id=owner)
        for one in self.model.owed.values():
            if one.owner == owner and one.state == "held":
                one.state = "cancelled"

    @rule(owner=st.sampled_from(OWNERS), name=st.sampled_from(PLACES))
    def tell(self, owner: str, name: str) -> None:
        numbers = [one.sequence for one in self.model.owed.values() if one.owner == owner]
        made = services.tell(
            owner_type="test",
            owner_id=owner,
            destination=self.real[name],
            sequence=max(numbers, default=1) + 1,
            message=self.message("request.updated"),
        )
        told = Owed(owner, name, made.sequence, "ready")
        self.model.ready(told, self.now)
        self.model.owed[str(made.id)] = told

    @rule(target=tries)
    def claim(self):
        now = self.now
        expected = {
            name: (set(self.model.claimable(name, now)), self.model.room(name, now)) for name in PLACES
        }
        claimed = claim(100)
        for name, (may, room) in expected.items():
            got = {str(one.delivery.id) for one in claimed if one.delivery.destination.slug == name}
            assert got <= may and len(got) == min(room, len(may))
            left = may - got
            if got and left:
                waited = max(self.model.owed[key].next_at for key in got)
                assert waited <= min(self.model.owed[key].next_at for key in left), (
                    "who waited longest goes first"
                )
        for one in claimed:
            owed = self.model.owed[str(one.delivery.id)]
            owed.leased_until, owed.attempts = now + LEASE, owed.attempts + 1
            assert one.attempt.number == owed.attempts
        return claimed

    @rule(claimed=tries, which=st.integers(0, 6), how=st.sampled_from([*OUTCOMES, "ok", "passing"]))
    def come_back(self, claimed, which: int, how: str) -> None:
        """A try ends, in time or long after its lease; the same may be said twice."""
        if not claimed:
            return
        one, now = claimed[which % len(claimed)], self.now
        record(one.delivery.id, one.attempt.number, OUTCOMES[how])
        breaker.note(one.delivery.destination_id, OUTCOMES[how])
        self.note(one.delivery.destination.slug, how)
        owed = self.model.owed[str(one.delivery.id)]
        before = self.model.ended.get((one.delivery.id, one.attempt.number))
        if before and (how, before) != ("ok", "passing"):
            return  # the first word about a try stands, but for a guess that it did not arrive, when it did
        self.model.ended[one.delivery.id, one.attempt.number] = how
        still_open = owed.state == "ready" or (owed.state == "dead" and how == "ok")
        if not still_open or (owed.attempts != one.attempt.number and how != "ok"):
            return
        owed.leased_until = None
        if how == "ok":
            owed.state, owed.next_at = "delivered", None
            self.model.let_follow(owed, now)
        elif how != "passing" or now >= owed.give_up_at:
            owed.state, owed.next_at = "dead", None
        else:
            delay = DELAYS[owed.attempts - 1] if owed.attempts <= len(DELAYS) else 4 * 3600
            owed.next_at = now + timedelta(seconds=delay)

    @rule(times=st.integers(2, 7), how=st.sampled_from(["passing", "setting"]))
    def storm(self, times: int, how: str) -> None:
        """Nothing gets through for a while."""
        for _ in range(times):
            claimed = self.claim()
            for number in range(len(claimed)):
                self.come_back(claimed, number, how)
            self.wait(700)

    def note(self, name: str, how: str) -> None:
        place = self.model.places[name]
        if how in {"ok", "refused"}:
            place.failures, place.shut_until = 0, None
            return
        place.failures += 1
        if place.failures < 5:
            return
        if how == "setting":
            place.paused = True
        else:
            rest = min(30 * 2 ** min(place.failures - 5, 10), 600)
            place.shut_until = self.now + timedelta(seconds=rest)

    @rule()
    def give_up(self) -> None:
        now = self.now
        over = [
            one
            for one in self.model.owed.values()
            if one.state == "ready"
            and not (one.leased_until and one.leased_until > now)
            and one.give_up_at < now
            and not self.model.places[one.place].paused
            and self.model.is_first(one)
        ]
        assert services.give_up_overdue() == len(over)
        for one in over:
            one.state, one.next_at, one.leased_until = "dead", None, None

    @rule(seconds=st.sampled_from([1, 6, 31, 61, 130, 700, 4 * 3600, 25 * 3600]))
    def wait(self, seconds: int) -> None:
        self.time.shift(seconds)

    # -- what people do ----------------------------------------------------------------------------------

    @rule(which=st.integers(0, 20))
    def resend(self, which: int) -> None:
        key = self.one_of_them(which)
        if key is None:
            return
        owed = self.model.owed[key]
        assert by_hand.resend([key], by=self.person) == (owed.state == "dead")
        if owed.state == "dead":
            self.model.ready(owed, self.now)
            self.model.let_follow(owed, self.now)

    @rule(which=st.integers(0, 20))
    def mark_handled(self, which: int) -> None:
        key = self.one_of_them(which)
        if key is None:
            return
        owed = self.model.owed[key]
        assert by_hand.mark_handled([key], by=self.person, note="Rang them.") == (owed.state == "dead")
        if owed.state == "dead":
            owed.state, owed.next_at = "handled", None
            self.model.let_follow(owed, self.now)

    @rule(which=st.integers(0, 20))
    def redirect(self, which: int) -> None:
        key = self.one_of_them(which)
        if key is None:
            return
        first, now = self.model.owed[key], self.now
        other = next(name for name in PLACES if name != first.place)
        mine = [one for one in self.model.owed.values() if one.owner == first.owner]
        told_already = any(one.place == other and one.sequence >= first.sequence for one in mine)
        moved = [
            one
            for one in mine
            if one.place == first.place and one.sequence >= first.sequence and one.state in {"ready", "dead"}
        ]
        sending = any(one.leased_until and one.leased_until > now for one in moved)
        try:
            made = by_hand.redirect(key, to=self.real[other], by=self.person)
        except by_hand.CannotRedirect:
            assert first.state == "dead" and (told_already or sending)
            return
        assert (made is not None) == (first.state == "dead")
        if made is None:
            return
        assert not told_already and not sending
        for one in moved:
            one.state, one.next_at, one.leased_until = "handled", None, None
        theirs = Delivery.objects.filter(
            owner_id=first.owner, destination=self.real[other], redirected_from__isnull=False
        )
        new = [one for one in theirs if str(one.id) not in self.model.owed]
        assert sorted(one.sequence for one in new) == sorted(one.sequence for one in moved)
        for one in new:
            owed = Owed(first.owner, other, one.sequence, "ready")
            self.model.ready(owed, now)
            self.model.owed[str(one.id)] = owed

    @rule(name=st.sampled_from(PLACES))
    def pause(self, name: str) -> None:
        was = self.model.places[name].paused
        assert by_hand.pause(self.real[name].id, by=self.person, because="They move house.") != was
        self.model.places[name].paused = True

    @rule(name=st.sampled_from(PLACES))
    def resume(self, name: str) -> None:
        place = self.model.places[name]
        stopped = bool(place.paused or place.shut_until or place.failures)
        assert by_hand.resume(self.real[name].id, by=self.person) == stopped
        if not stopped:
            return
        place.paused, place.shut_until, place.failures = False, None, 0
        for one in self.model.owed.values():
            if one.place == name and one.state == "ready":
                one.give_up_at = self.now + GIVE_UP

    # -- what has to hold --------------------------------------------------------------------------------

    @invariant()
    def everything_is_where_it_ought_to_be(self) -> None:
        found = {str(one.id): one for one in Delivery.objects.filter(owner_type="test")}
        assert set(found) == set(self.model.owed)
        for key, owed in self.model.owed.items():
            real = found[key]
            assert (real.state, real.attempts_made) == (owed.state, owed.attempts)
            if owed.state == "ready":
                assert (real.next_at, real.give_up_at) == (owed.next_at, owed.give_up_at)
                assert real.leased_until == owed.leased_until
            assert (real.dead_at is not None) or real.state != "dead"
        for name, place in self.model.places.items():
            real_place = Destination.objects.get(slug=name)
            assert (real_place.paused_at is not None, real_place.failures_in_row) == (
                place.paused,
                place.failures,
            )
            assert real_place.shut_until == place.shut_until
        assert not Attempt.objects.exclude(sha256__in=Delivery.objects.values("sha256")).exists()

    def message(self, subject: str) -> Message:
        return Message(subject, self.now, {"reference": "K7W-Q3X-T9D4"})

    def one_of_them(self, which: int) -> str | None:
        """Those that need attention first, so that there is something to do about them."""
        keys = sorted(self.model.owed, key=lambda key: (self.model.owed[key].state != "dead", key))
        return keys[which % min(3, len(keys))] if keys else None


def live(**more: object) -> None:
    run_state_machine_as_test(
        AnyLife,
        settings=settings(
            stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck), **more
        ),
    )


def test_any_life_of_deliveries_is_the_models(db):
    live(max_examples=examples(8))


@pytest.mark.parametrize(
    ("part", "guard", "without"),
    [
        (claiming, "LEASE", timedelta(0)),
        (claiming, "unsettled_before", Delivery.objects.none),
        (breaker, "FAILURES", 6),
    ],
)
def test_the_model_notices_a_guard_that_is_missing(db, monkeypatch, part, guard, without):
    monkeypatch.setattr(part, guard, without)
    # It is noticed from wherever one begins; from here, soon.
    monkeypatch.setattr(AnyLife, "_hypothesis_internal_use_seed", 3, raising=False)
    with pytest.raises((AssertionError, BaseExceptionGroup)):
        live(max_examples=100, database=None, phases=[Phase.generate])
