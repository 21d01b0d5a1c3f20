"""Any order of anything that can happen, against ten lines that say what must come of it."""

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from payments import inbox, services
from payments.errors import ChargeNotPayable, GatewayUnavailable, TooManyAttempts
from payments.integrity import problems
from payments.models import Cause, Charge, PaymentAttempt, ProviderEvent
from payments.return_tokens import return_token
from payments.transitions import LEGAL, is_legal
from tests.examples import examples
from tests.steady import steady

State = PaymentAttempt.State


def test_every_state_has_its_row_and_paid_is_the_end():
    assert set(LEGAL) == set(State)
    assert LEGAL[State.PAID] == frozenset()
    for ended in (State.FAILED, State.EXPIRED, State.CANCELLED):
        assert LEGAL[ended] == {State.PAID}
    assert not any(is_legal(state, State.OPENING) for state in State)


@pytest.mark.django_db
def test_any_order_of_events_ends_where_stripe_is(sandbox, new_charge, paid_owners, post_event, payer):
    """Payers, banks, webhooks (late, twice, lost, in any order), browsers, the poller and a Stripe that breaks."""

    class Payments(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            sandbox.faults(delay_seconds=0, fail_next=0, drop_after_commit=0)
            self.charge = new_charge()
            self.seen_events = {event["id"] for event in sandbox.events()}

        # What we hold, and the oracle: what Stripe holds.

        def attempts(self) -> list[PaymentAttempt]:
            return list(PaymentAttempt.objects.filter(charge=self.charge))

        def sessions(self) -> list[dict]:
            ours = {str(attempt.uuid) for attempt in self.attempts()}
            return [s for s in sandbox.journal()["sessions"] if s["client_reference_id"] in ours]

        def pick(self, index: int) -> PaymentAttempt | None:
            attempts = self.attempts()
            return attempts[index % len(attempts)] if attempts else None

        def does(self, index: int, what: str) -> None:
            attempt = self.pick(index)
            if attempt and attempt.session_id:
                sandbox.does(attempt.session_id, what)

        # What may happen

        @rule()
        def start(self) -> None:
            try:
                attempt = services.start_attempt(self.charge.pk)
            except (ChargeNotPayable, TooManyAttempts, GatewayUnavailable):
                return
            assert attempt.url

        @rule(index=st.integers(0, 4), what=st.sampled_from(["pay", "decline", "hand-in"]))
        def payer(self, index: int, what: str) -> None:
            self.does(index, what)

        @rule(index=st.integers(0, 4), is_good=st.booleans())
        def bank(self, index: int, is_good: bool) -> None:
            processing = {i["id"] for i in sandbox.journal()["intents"] if i["status"] == "processing"}
            attempt = self.pick(index)
            for session in self.sessions():
                if (
                    attempt
                    and session["id"] == attempt.session_id
                    and session["payment_intent"] in processing
                ):
                    sandbox.does(session["id"], "bank-pays" if is_good else "bank-refuses")

        @rule(index=st.integers(0, 30))
        def webhook(self, index: int) -> None:
            """One of this example's events, any of them, any number of times, processed at once or never."""
            events = [event for event in sandbox.events() if event["id"] not in self.seen_events]
            if events:
                event = events[index % len(events)]
                assert post_event(event) == 200
                if index % 3:
                    inbox.process(ProviderEvent.objects.get(event_id=event["id"]).pk)

        @rule(index=st.integers(0, 4))
        def browser_comes_back(self, index: int) -> None:
            if attempt := self.pick(index):
                assert payer.get(f"/payments/return/{return_token(attempt.uuid)}/").status_code in {
                    200,
                    302,
                }

        @rule(index=st.integers(0, 4))
        def poll(self, index: int) -> None:
            if attempt := self.pick(index):
                try:
                    services.settle(attempt.pk, Cause.POLL)
                except GatewayUnavailable:
                    return

        @rule(index=st.integers(0, 4))
        def page_expires(self, index: int) -> None:
            attempt = self.pick(index)
            for session in self.sessions():
                if attempt and session["id"] == attempt.session_id and session["status"] == "open":
                    sandbox.sandbox.checkout.expire(session["id"], {})

        @rule()
        def cancel(self) -> None:
            try:
                services.cancel_charge(self.charge.pk)
            except (ChargeNotPayable, GatewayUnavailable):
                return

        @rule(switch=st.sampled_from(["fail_next", "drop_after_commit", "fail_after_commit"]))
        def stripe_stumbles(self, switch: str) -> None:
            sandbox.faults(**{switch: 1})

        # What must hold

        @invariant()
        def promises_hold(self) -> None:
            mine = [p for p in problems() if "provider event" not in p]
            assert mine == []

        @invariant()
        def its_owner_heard_at_most_once(self) -> None:
            is_paid = Charge.objects.get(pk=self.charge.pk).state == Charge.State.PAID
            assert paid_owners.count(self.charge.owner_id) == (1 if is_paid else 0)

        @invariant()
        def nothing_is_paid_that_stripe_does_not_hold(self) -> None:
            paid_there = {s["id"] for s in self.sessions() if s["payment_status"] == "paid"}
            paid_here = {a.session_id for a in self.attempts() if a.state == State.PAID}
            assert paid_here <= paid_there

        def teardown(self) -> None:
            """After everybody has been asked once more, we hold exactly what Stripe holds."""
            sandbox.faults(fail_next=0, drop_after_commit=0, fail_after_commit=0)
            for attempt in self.attempts():
                services.settle(attempt.pk, Cause.POLL)
            paid_there = {s["id"] for s in self.sessions() if s["payment_status"] == "paid"}
            assert {a.session_id for a in self.attempts() if a.state == State.PAID} == paid_there
            charge = Charge.objects.get(pk=self.charge.pk)
            if paid_there and charge.state != Charge.State.PAID:
                assert charge.needs_attention == [Charge.Attention.LATE_PAID]
            if len(paid_there) > 1:
                assert (
                    Charge.Attention.OVERPAID in charge.needs_attention
                    or charge.state == Charge.State.CANCELLED
                )
            self.promises_hold()
            self.its_owner_heard_at_most_once()

    with steady():
        run_state_machine_as_test(
            Payments,
            settings=settings(
                max_examples=examples(5),
                stateful_step_count=20,
                deadline=None,
                database=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
