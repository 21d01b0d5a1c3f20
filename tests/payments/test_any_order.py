"""Pay, webhook, duplicate, drop, reorder, return, poll, expire, cancel, refund, dispute, pay out, in any order: once the
house has looked, what it holds is what Stripe holds, the books balance, and the owner heard of one payment at most.

An event that is never chosen was dropped, one chosen twice was doubled, and any order is as likely as the right one.
"""

import contextlib
import json
import uuid
from datetime import timedelta

import pytest
from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from payments import importing, inbox, owners, services
from payments.errors import PaymentError
from payments.integrity import problems
from payments.models import Cause, Charge, Dispute, PaymentAttempt, ProviderEvent, Refund
from payments.parts import refundable
from payments.polling import hand_out_refunds
from payments.sandbox.errors import ApiError
from tests.examples import examples
from tests.payments.conftest import LINES, RETURN_PATH, balance_of, who
from tests.steady import steady

PICK = st.integers(min_value=0, max_value=1000)


def machine_for(sandbox, heard, finance) -> type[RuleBasedStateMachine]:
    stripe = sandbox.sandbox

    class Money(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.charge = services.open_charge(
                owner_type="test",
                owner_id=uuid.uuid4().hex,
                lines=LINES,
                description="Apply for a Blue Badge",
                return_path=RETURN_PATH,
            )
            self.seen = len(stripe.store.all("event"))

        @initialize(so_far=st.sampled_from(["opened", "paid", "known", "refunded", "came back"]))
        def begin(self, so_far: str) -> None:
            """Most that can happen, happens once somebody has paid, and some of it once money has gone back."""
            attempt = services.start_attempt(self.charge.pk)
            if so_far == "opened":
                return
            stripe.checkout.pay(attempt.session_id)
            if so_far == "paid":
                return
            services.settle(attempt.pk, Cause.RETURN)
            if so_far in {"refunded", "came back"}:
                self.refund_part(pence=300)
                self.send()
            if so_far == "came back":
                self.bank_answers_refund(pick=0, is_good=False)

        # What belongs to this charge at Stripe

        def _sessions(self) -> list[dict]:
            return [
                s for s in stripe.store.all("session") if s["metadata"]["charge"] == str(self.charge.uuid)
            ]

        def _of(self, kind: str) -> list[dict]:
            intents = {session["payment_intent"] for session in self._sessions()}
            return [thing for thing in stripe.store.all(kind) if thing["payment_intent"] in intents - {None}]

        def _do(self, act, things, pick, *args, **rest) -> None:
            if things:
                with contextlib.suppress(ApiError):  # perhaps it cannot be done as things stand there
                    act(things[pick % len(things)]["id"], *args, **rest)

        def _try(self, verb, *args, **rest) -> None:
            with contextlib.suppress(PaymentError):  # a refusal in our own words is an answer
                verb(*args, **rest)

        # The payer and their bank

        @rule()
        def start(self) -> None:
            self._try(services.start_attempt, self.charge.pk)

        @rule(pick=PICK)
        def pay(self, pick: int) -> None:
            self._do(stripe.checkout.pay, self._sessions(), pick)

        @rule(pick=PICK)
        def decline(self, pick: int) -> None:
            self._do(stripe.checkout.decline, self._sessions(), pick)

        @rule(pick=PICK)
        def pay_slowly(self, pick: int) -> None:
            self._do(stripe.checkout.hand_in, self._sessions(), pick)

        @rule(pick=PICK, is_good=st.booleans())
        def bank_answers(self, pick: int, is_good: bool) -> None:
            self._do(stripe.checkout.bank_answers, self._sessions(), pick, is_good=is_good)

        @rule(pick=PICK)
        def expire(self, pick: int) -> None:
            self._do(stripe.checkout.expire, self._sessions(), pick, {})

        # News of it

        @rule(pick=PICK)
        def webhook(self, pick: int) -> None:
            events = stripe.store.all("event")[: len(stripe.store.all("event")) - self.seen]
            if events:
                self._hear(events[pick % len(events)])

        def _hear(self, event: dict) -> None:
            stored, _ = ProviderEvent.objects.get_or_create(
                event_id=event["id"], defaults={"kind": event["type"], "body": json.dumps(event)}
            )
            inbox.process(stored.pk)

        @rule(pick=PICK, cause=st.sampled_from([Cause.RETURN, Cause.POLL]))
        def look(self, pick: int, cause: str) -> None:
            attempts = list(self.charge.attempts.all())
            if attempts:
                self._try(services.settle, attempts[pick % len(attempts)].pk, cause)

        # The council

        @rule()
        def cancel(self) -> None:
            self._try(services.cancel_charge, self.charge.pk)

        @rule(pence=st.integers(min_value=1, max_value=800))
        def refund_part(self, pence: int) -> None:
            badge = self.charge.lines.get(key="badge")
            self._refund(lines={badge.pk: pence})

        @rule()
        def refund_all(self) -> None:
            self._refund(lines=None)

        def _refund(self, lines: dict[int, int] | None) -> None:
            winner = self.charge.attempts.filter(won=True).first()
            if winner is not None:
                seen = refundable(winner).total_pence
                self._try(
                    services.ask_refund,
                    finance,
                    self.charge.pk,
                    refundable_seen=seen,
                    reason="asked",
                    lines=lines,
                )

        @rule(is_large=st.booleans())
        def give_back_by_rule(self, is_large: bool) -> None:
            with override_settings(REFUND_APPROVAL_PENCE=0 if is_large else 10000), transaction.atomic():
                locked = services.lock_money("test", self.charge.owner_id)
                before = {refund.pk: refund.state for refund in locked.refunds.all()}
                given = services.give_back_by_rule(locked, Refund.Reason.CANCELLED)
                new = {refund.pk: refund for refund in locked.refunds.all() if refund.pk not in before}
                if given.how in {"already", "held", "nothing"}:
                    assert not new
                elif is_large:
                    assert given.how == "checked" and all(one.state == "proposed" for one in new.values())

        @rule()
        def send(self) -> None:
            for refund in self.charge.refunds.filter(state=Refund.State.APPROVED):
                self._try(services.send_refund, refund.pk)

        @rule(pick=PICK, pence=st.integers(min_value=1, max_value=1000))
        def refund_in_dashboard(self, pick: int, pence: int) -> None:
            self._do(stripe.giving_back.dashboard_refund, self._of("charge"), pick, pence)

        @rule(is_slow=st.booleans())
        def refunds_take_their_time(self, is_slow: bool) -> None:
            stripe.faults.refunds_pending = is_slow

        @rule(pick=PICK, is_good=st.booleans())
        def bank_answers_refund(self, pick: int, is_good: bool) -> None:
            self._do(stripe.giving_back.bank_answers_refund, self._of("refund"), pick, is_good=is_good)

        @precondition(lambda self: self._of("charge"))
        @rule(pick=PICK)
        def dispute(self, pick: int) -> None:
            self._do(stripe.giving_back.dispute, self._of("charge"), pick)

        @rule(pick=PICK, is_won=st.booleans())
        def dispute_ends(self, pick: int, is_won: bool) -> None:
            self._do(stripe.giving_back.close_dispute, self._of("dispute"), pick, is_won=is_won)

        @rule()
        def pay_out(self) -> None:
            with contextlib.suppress(ApiError):  # perhaps nothing is there
                stripe.balance.pay_out()

        # In the end

        def teardown(self) -> None:
            for attempt in self.charge.attempts.all():
                self._try(services.settle, attempt.pk, Cause.POLL)
            self._every_refund()
            importing.import_since(timezone.now() - timedelta(days=1))
            self._every_refund()
            self._as_at_stripe()
            assert balance_of("card_clearing") == stripe.balance.total()
            assert heard.count(self.charge.owner_id) <= 1
            assert list(problems()) == []

        def _every_refund(self) -> None:
            later = timezone.now() + timedelta(days=30)
            due: list[int] = []
            hand_out_refunds(later, due.append)
            for pk in due:
                self._try(services.send_refund, pk)

        def _as_at_stripe(self) -> None:
            charge = Charge.objects.get(pk=self.charge.pk)
            paid = {session["id"] for session in self._sessions() if session["payment_status"] == "paid"}
            ours = charge.attempts.filter(state=PaymentAttempt.State.PAID)
            assert set(ours.values_list("session_id", flat=True)) == paid
            assert charge.attempts.filter(won=True).count() == (heard.count(charge.owner_id))
            given = {refund["id"]: (refund["amount"], refund["status"]) for refund in self._of("refund")}
            held = charge.refunds.exclude(provider_id="").values_list("provider_id", "amount_pence", "state")
            assert {pk: (pence, state) for pk, pence, state in held} == given
            disputes = {dispute["id"]: dispute["status"] for dispute in self._of("dispute")}
            known = Dispute.objects.filter(attempt__charge=charge)
            assert dict(known.values_list("provider_id", "state")) == disputes

    return Money


@pytest.mark.django_db
def test_whatever_happens_in_whatever_order(sandbox, monkeypatch):
    heard: list[str] = []
    monkeypatch.setitem(owners._on_paid, "test", lambda charge: heard.append(charge.owner_id))
    monkeypatch.setattr("payments.services.charging.ATTEMPTS_PER_HOUR", 100)
    finance = who("finance")
    with steady():
        run_state_machine_as_test(
            machine_for(sandbox, heard, finance),
            settings=settings(
                max_examples=examples(8),
                stateful_step_count=20,
                deadline=None,
                suppress_health_check=list(HealthCheck),
                print_blob=True,
            ),
        )
