"""The life of a request: whatever its customer, officers, back office, payments and the clock do in whatever order, it
keeps to a small model of what may happen, and everything beside its state agrees with it."""

from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from audiences.admission import admit
from forms_engine.catalogue.models import Service
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests import cancelling, messages, services, stages, suspected, unpaid
from forms_engine.requests.announcing import UPDATED, announce
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Request, Stage
from forms_engine.requests.moving import move
from forms_engine.requests.states import By, RequestState, StateRefused
from payments import owners
from payments.models import Charge
from tests.examples import examples
from tests.factories import make_staff
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.moments import at
from tests.steady import steady

ACTIVE = {"received", "in-progress", "waiting"}
FINISHED = {"resolved", "closed", "cancelled"}

# What may follow what, said once more and by hand: the test is worth as much as this is independent of the code.
OFFICER = {
    "received": {"in-progress", "waiting", "resolved", "closed", "cancelled"},
    "in-progress": {"waiting", "resolved", "closed", "cancelled"},
    "waiting": {"in-progress", "resolved", "closed", "cancelled"},
    "resolved": {"in-progress", "closed"},
    "closed": {"in-progress"},
}


class Life(RuleBasedStateMachine):
    officer = None

    def __init__(self):
        super().__init__()
        self.savepoint = transaction.savepoint()
        self.steady = steady()
        self.steady.__enter__()

    def teardown(self):
        self.steady.__exit__(None, None, None)
        transaction.savepoint_rollback(self.savepoint)

    @initialize(begins=st.sampled_from(["received", "awaiting-payment", "suspected-spam"]))
    def send(self, begins):
        journey = "apply-for-a-blue-badge" if begins == "awaiting-payment" else "report-a-pothole"
        self.now = timezone.now()
        marks = ["honeypot"] if begins == "suspected-spam" else []
        with patch("forms_engine.journeys.services.marks_of", return_value=marks):
            self.id = submit(started(journey).id).id
        self.state, self.received, self.stage = begins, begins == "received", 1
        self.paid, self.unpaid_cancel, self.told = False, False, 0

    def request(self):
        return Request.objects.get(id=self.id)

    def attempt(self, may, verb, *, then=None, tells=True):
        """Do it: where it may be done it is, and otherwise it is refused and changes nothing."""
        before = self.request().timeline.count()
        with at(self.now):
            if may:
                verb()
                self.state = then or self.state
                self.told += tells and self.received
            else:
                with pytest.raises((StateRefused, ValueError)):
                    verb()
        assert self.request().timeline.count() == before + may

    @rule(hours=st.sampled_from([1, 25, 6 * 24, 30 * 24]))
    def time_goes_by_and_the_clock_is_looked_at(self, hours):
        self.now += timedelta(hours=hours)
        self.look_at_the_clock()

    @rule(to=st.sampled_from(list(RequestState)), stale=st.booleans())
    def officer_decides(self, to, stale):
        seen = "nonsense" if stale else self.state
        may = not stale and self.received and to in OFFICER.get(self.state, ())
        self.attempt(
            may,
            lambda: services.set_state(self.officer, self.id, to=to, message="So.", seen=seen),
            then=to.value,
        )

    @rule(to=st.sampled_from(list(RequestState)))
    def back_office_says(self, to):
        may = self.received and self.state != "closed" and to in OFFICER.get(self.state, ())

        def say():
            with transaction.atomic():
                request = Request.objects.select_for_update().get(id=self.id)
                move(request, to, by=By.BACK_OFFICE)
                announce(request, UPDATED, {})

        self.attempt(may, say, then=to.value)

    @rule()
    def customer_cancels(self):
        if self.state == "cancelled":
            return  # asked for twice it is one: nothing happens and nothing is refused
        may = self.state in ACTIVE or self.state == "awaiting-payment"
        self.attempt(may, lambda: cancelling.cancel_as_customer(self.id, user=None), then="cancelled")

    @rule(text=st.sampled_from(["The left one.", " "]))
    def customer_writes(self, text):
        may = bool(text.strip()) and self.received and self.state in ACTIVE
        moves = self.state == "waiting"
        text = f"{text} {self.request().timeline.count()}" if text.strip() else text
        self.attempt(
            may,
            lambda: messages.write_as_customer(self.id, text, user=None),
            then="in-progress" if moves else self.state,
        )

    @rule(stage=st.integers(1, 3))
    def customer_asks_for_the_next_stage(self, stage):
        request = self.request()
        recent = request.finished_at and timezone.localdate(self.now) <= (
            timezone.localdate(request.finished_at) + timedelta(days=28)
        )
        may = (
            self.received
            and self.state in {"resolved", "closed"}
            and self.stage == 1
            and stage == 2
            and bool(recent)
        )
        self.attempt(
            may,
            lambda: stages.ask_for_next_stage(self.id, user=None, why="No.", stage=stage),
            then="in-progress",
        )
        self.stage += may

    @rule()
    def officer_notes(self):
        self.attempt(
            True,
            lambda: messages.write_as_officer(
                self.officer, self.id, str(self.request().timeline.count()), is_note=True
            ),
            tells=False,
        )

    @rule(release=st.booleans())
    def officer_judges_spam(self, release):
        held = not self.received and self.state in (
            {"suspected-spam", "closed"} if release else {"suspected-spam"}
        )
        verb = suspected.release if release else suspected.close
        self.attempt(
            held, lambda: verb(self.officer, self.id), then="received" if release else "closed", tells=False
        )
        self.received = self.received or (held and release)

    @rule()
    def money_comes(self):
        """As ``settle`` does it, with the charge locked."""
        charge = Charge.objects.filter(owner_id=str(self.id)).first()
        if charge is None or self.paid:
            return
        with at(self.now), transaction.atomic():
            counts = charge.state != Charge.State.CANCELLED or owners.takes_late(charge)
            assert counts == (self.state == "awaiting-payment" or self.unpaid_cancel)
            if counts:
                charge.state, charge.paid_at, charge.cancelled_at = Charge.State.PAID, self.now, None
                charge.save()
                owners.tell_paid(charge)
                self.state, self.received, self.paid, self.unpaid_cancel = "received", True, True, False
        with transaction.atomic():
            if self.paid:
                owners.tell_paid(charge)  # again: nothing

    def look_at_the_clock(self):
        with at(self.now):
            request = self.request()
            over = (
                self.state == "awaiting-payment"
                and request.pay_by <= self.now
                and request.pay_reminded_at is not None
                and request.pay_reminded_at <= self.now - timedelta(hours=24)
            )
            unpaid.remind_and_cancel(self.now)
        if over:
            self.state, self.unpaid_cancel = "cancelled", True

    @invariant()
    def all_agrees(self):
        if not hasattr(self, "state"):
            return
        request = self.request()
        assert (request.state, request.stage) == (self.state, self.stage)
        assert bool(request.received_at) == self.received
        assert bool(request.finished_at) == (self.state in FINISHED)
        entries = list(request.timeline.values_list("number", "state"))
        assert [number for number, _ in entries] == list(range(1, len(entries) + 1))
        assert entries[-1][1] == self.state
        first = set(Delivery.objects.filter(subject="request.received").values_list("state", flat=True))
        if self.received:
            assert first == {"ready"}
        else:
            assert first == ({"cancelled"} if self.state == "cancelled" else {"held"})
        assert Delivery.objects.exclude(subject="request.received").count() == self.told
        letters = list(Notice.objects.values_list("subject", flat=True))
        assert letters.count("request.received") == (1 if self.received else 0)
        running = [clock for clock in request.clocks.all() if not clock.stopped_at]
        assert bool(running) <= (self.state in ACTIVE)
        assert request.due_on == min((clock.due_on for clock in running if clock.due_on), default=None)
        assert list(problems()) == []


@pytest.fixture
def lives(db):
    open_council()
    Destination.objects.filter(kind="webhook").update(wants_updates=True)
    for service in Service.objects.filter(locale__language_code="en"):
        Stage.objects.create(
            service=service, number=1, acknowledge_within=3, resolve_within=10, next_within_days=28,
            signposting={"en": "Ask again."},
        )  # fmt: skip
        Stage.objects.create(service=service, number=2, name={"en": "Stage 2"}, resolve_within=20)
    Life.officer = admit(make_staff("officer"), "staff")


def test_whatever_happens_in_whatever_order(lives):
    run_state_machine_as_test(
        Life,
        settings=settings(
            max_examples=examples(8),
            stateful_step_count=15,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_cancelled_unpaid_and_paid_all_the_same(lives):
    """A walk that chance finds too seldom."""
    life = Life()
    life.send("awaiting-payment")
    for hours in (6 * 24, 30 * 24):
        life.time_goes_by_and_the_clock_is_looked_at(hours)
        life.all_agrees()
    assert life.state == "cancelled"
    life.money_comes()
    life.all_agrees()
    assert life.state == "received"
    life.teardown()
