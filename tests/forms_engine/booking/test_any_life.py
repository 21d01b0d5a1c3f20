"""Whatever is done about places, in whatever order and at whatever time, they are where a small model of them says:
nobody has a place that somebody else has, nobody loses one, and what is free can be had."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
import time_machine
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from forms_engine.booking import capacity, confirming, ending, holding, moving, tidying
from forms_engine.booking.actors import CUSTOMER, HOUSE, Owner
from forms_engine.booking.errors import BookingError, NoPlace
from forms_engine.booking.integrity import problems
from forms_engine.booking.models import Booking, Place
from tests.examples import examples
from tests.forms_engine.booking.calendars import NINE, NOON_BEFORE, kind, resource, schedule, slot
from tests.steady import steady

PEOPLE, SLOTS = range(4), range(4)
LIVE = {"held", "awaiting_payment", "confirmed"}
# Slots 2 and 3 overlap and share an officer.
RIVAL = {2: 3, 3: 2}


@dataclass
class Life:
    """One person's booking as it ought to be."""

    owner: Owner
    slot: int
    state: str
    until: datetime | None = None


class Places(RuleBasedStateMachine):
    """Four people, four times of which two share an officer."""

    def __init__(self) -> None:
        super().__init__()
        self.travel = time_machine.travel(NOON_BEFORE, tick=False)
        self.clock = self.travel.start()
        self.steady = steady()
        self.steady.__enter__()
        self.taken_back = transaction.atomic()
        self.taken_back.__enter__()
        of = kind(chooses_resource=True, days_ahead=30)
        officer = resource(of, is_exclusive=True)
        alone, shared, rival = schedule(resource(of)), schedule(officer), schedule(officer)
        self.slots = [
            slot(alone, NINE, capacity=1),
            slot(alone, NINE + timedelta(hours=1), capacity=2),
            slot(shared, NINE, capacity=2, exclusive=[officer]),
            slot(rival, NINE + timedelta(minutes=15), capacity=1, exclusive=[officer]),
        ]
        self.capacity = [1, 2, 2, 1]
        self.lives: dict[int, Life] = {}
        self.count = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.taken_back.__exit__(None, None, None)
        self.steady.__exit__(None, None, None)
        self.travel.stop()

    # -- the model ---------------------------------------------------------------------------------------

    @property
    def now(self) -> datetime:
        return timezone.now()

    def over(self, life: Life) -> bool:
        return life.until is not None and life.until <= self.now

    def at(self, number: int, *, over: bool, but: Life | None = None) -> int:
        return sum(
            life.state in LIVE and life.slot == number and self.over(life) is over and life is not but
            for life in self.lives.values()
        )

    def can_be_had(self, number: int, mine: Life | None = None) -> bool | None:
        """None where a lowered capacity and holds that are over leave it to the next tidying."""
        firm, over = (self.at(number, over=which) for which in (False, True))
        if number in RIVAL and self.at(RIVAL[number], over=False, but=mine):
            return False
        if firm >= self.capacity[number]:
            return False
        return True if firm + over <= self.capacity[number] else None

    def learn(self) -> None:
        """Which holds that are over have been taken by others: it may be no hold that is not."""
        for life in self.lives.values():
            if life.state == "held" and self.over(life) and self.real(life).state == "expired":
                life.state = "expired"

    def real(self, life: Life) -> Booking:
        return Booking.objects.filter(owner_type=life.owner.type, owner_id=life.owner.id).latest("pk")

    def attempt(self, expected: bool | None, act) -> bool:
        try:
            with transaction.atomic():
                act()
        except NoPlace:
            assert expected is not True
            return False
        assert expected is not False
        return True

    # -- what people do ----------------------------------------------------------------------------------

    @rule(who=st.sampled_from(PEOPLE), number=st.sampled_from(SLOTS))
    def hold(self, who: int, number: int) -> None:
        life = self.lives.get(who)
        if life is not None and life.state in {"awaiting_payment", "confirmed"}:
            return
        if life is None or life.state != "held":
            self.count += 1
            life = Life(Owner("submission", str(self.count)), number, "new")
        same = life.state == "held" and life.slot == number
        expected = True if same else self.can_be_had(number, life)
        if self.attempt(expected, lambda: holding.hold(life.owner, self.slots[number].pk)):
            if not same or self.over(life):
                life.until = self.now + timedelta(minutes=15)
            life.slot, life.state = number, "held"
            self.lives[who] = life

    @rule(who=st.sampled_from(PEOPLE))
    def extend(self, who: int) -> None:
        life = self.lives.get(who)
        if life is None:
            return
        try:
            life.until = holding.extend(life.owner)
        except BookingError:
            assert life.state != "held" or self.now >= self.real(life).created_at + holding.LONGEST_HOLD
        else:
            assert life.state == "held" and life.until > self.now

    @rule(who=st.sampled_from(PEOPLE))
    def let_go(self, who: int) -> None:
        life = self.lives.get(who)
        if life is not None:
            assert holding.release(life.owner) is (life.state in {"held", "awaiting_payment"})
            if life.state in {"held", "awaiting_payment"}:
                life.state, life.until = "released", None

    @rule(who=st.sampled_from(PEOPLE), owes=st.booleans())
    def send(self, who: int, owes: bool) -> None:
        life = self.lives.get(who)
        if life is None or life.owner.type != "submission" or life.state not in {"held", "expired"}:
            return
        expected = True if life.state == "held" else self.can_be_had(life.slot)
        request = Owner("request", life.owner.id)
        if self.attempt(expected, lambda: confirming.take_over(life.owner, request, owes=owes)):
            life.owner, life.until = request, None
            life.state = "awaiting_payment" if owes else "confirmed"

    @rule(who=st.sampled_from(PEOPLE))
    def pay(self, who: int) -> None:
        """Also long after what could be paid on was let go."""
        life = self.lives.get(who)
        if life is None or life.owner.type != "request" or life.state == "cancelled":
            return
        expected = True if life.state in LIVE else self.can_be_had(life.slot)
        if self.attempt(expected, lambda: confirming.paid(life.owner)):
            life.state = "confirmed"

    @rule(who=st.sampled_from(PEOPLE), number=st.sampled_from(SLOTS))
    def move(self, who: int, number: int) -> None:
        life = self.lives.get(who)
        if life is None or life.state != "confirmed":
            return
        expected = True if life.slot == number else self.can_be_had(number, life)
        if self.attempt(expected, lambda: moving.move(life.owner, self.slots[number].pk, CUSTOMER)):
            life.slot = number

    @rule(who=st.sampled_from(PEOPLE))
    def cancel(self, who: int) -> None:
        life = self.lives.get(who)
        if life is not None and life.state in {"confirmed", "awaiting_payment"}:
            assert ending.cancel(life.owner, HOUSE).refund_is_due
            life.state = "cancelled"

    @rule(number=st.sampled_from(SLOTS), most=st.integers(0, 3))
    def change_capacity(self, number: int, most: int) -> None:
        capacity.change(self.slots[number].pk, most)
        self.capacity[number] = most

    @rule(minutes=st.sampled_from([1, 14, 15, 16, 200]))
    def time_passes(self, minutes: int) -> None:
        self.clock.shift(timedelta(minutes=minutes))

    @rule()
    def tidy(self) -> None:
        tidying.expire()
        tidying.clear()
        for life in self.lives.values():
            if life.state == "held" and self.over(life):
                life.state = "expired"

    # -- what always holds -------------------------------------------------------------------------------

    @invariant()
    def as_the_model_says(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("set constraints all immediate; set constraints all deferred")
        self.learn()
        for life in self.lives.values():
            real = self.real(life)
            assert (real.state, real.slot_id) == (life.state, self.slots[life.slot].pk)
            places = list(Place.objects.filter(booking=real))
            assert len(places) == (life.state in LIVE)
            assert all(one.held_until == life.until for one in places)
        assert list(problems()) == []


@pytest.mark.django_db
def test_whatever_is_done_places_are_where_the_model_says():
    run_state_machine_as_test(
        Places,
        settings=settings(
            max_examples=examples(15),
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink],
        ),
    )
