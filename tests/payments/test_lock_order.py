"""Attempt, charge, refund or counter payment: whoever takes locks in another order meets somebody who waits for theirs."""

from datetime import timedelta

from django.utils import timezone

from payments import gateway, polling, refunding, services
from payments.models import Cause, CounterPayment, Refund
from tests.at_once import at_once
from tests.payments.conftest import who


def test_the_poller_passes_over_a_refund_that_is_being_recorded(
    committing_db, sandbox, new_charge, monkeypatch
):
    attempt = services.start_attempt(new_charge().pk)
    sandbox.does(attempt.session_id, "pay")
    services.settle(attempt.pk, Cause.WEBHOOK)
    refund = services.ask_refund(who("finance"), attempt.charge_id, refundable_seen=1000, reason="asked")
    facts = gateway.create_refund(refund)
    due = timezone.now() + timedelta(hours=1)
    recorded, handed_out = at_once(
        monkeypatch,
        "payments.refunding._refund_of",
        lambda: refunding.record_refund(facts, Cause.WEBHOOK),
        lambda: polling.hand_out_refunds(due, lambda pk: None),
    )
    assert (recorded.state, handed_out) == (Refund.State.SUCCEEDED, 0)


def test_money_is_seen_at_the_bank_while_it_is_taken_back(committing_db, sandbox, new_charge, monkeypatch):
    officer, finance = who("officer"), who("finance")
    payment = services.record_counter_payment(
        officer, new_charge().pk, method="cheque", reference="000123", amount_pence=1000
    )
    banked, _ = at_once(
        monkeypatch,
        "payments.ledger.post_banked",
        lambda: services.mark_banked(finance, payment.pk, bank_reference="ST-1"),
        lambda: services.take_back_counter_payment(officer, payment.pk, why="bounced"),
    )
    assert banked.banked_at is not None
    assert CounterPayment.objects.get().state == CounterPayment.State.TAKEN_BACK
