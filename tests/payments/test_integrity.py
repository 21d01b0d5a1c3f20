"""problems() finds each broken promise. The rows are broken behind the code's back."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from payments import services
from payments.integrity import problems
from payments.models import (
    BalanceTransaction,
    Charge,
    ChargeLine,
    CounterPayment,
    LedgerBatch,
    LedgerEntry,
    PaymentAttempt,
    ProviderEvent,
    Refund,
)
from payments.nightly import run_reconcile

pytestmark = pytest.mark.django_db

State = PaymentAttempt.State


@pytest.fixture
def paid(sandbox, attempt) -> PaymentAttempt:
    sandbox.does(attempt.session_id, "pay")
    return services.settle(attempt.pk, "webhook")


@pytest.fixture
def unguarded(db):
    """The database's own guards off, as after a restore by hand."""
    with connection.cursor() as cursor:
        cursor.execute("set constraints all immediate; set local session_replication_role = replica")
        yield
        cursor.execute("set local session_replication_role = origin")


def test_a_whole_payment_has_no_problems(paid):
    assert list(problems()) == []


def test_lines_that_do_not_add_up(paid, unguarded):
    ChargeLine.objects.filter(key="post").delete()
    assert list(problems()) == [f"charge {paid.charge_id} is 1000 pence but its lines come to 800"]


def test_a_paid_charge_without_a_winner(paid):
    PaymentAttempt.objects.update(won=False)
    found = list(problems())
    assert f"charge {paid.charge_id} is paid and has 0 winning payments" in found
    assert any("neither counts it nor is flagged" in problem for problem in found)


def test_a_winner_of_a_charge_that_is_not_paid(paid):
    Charge.objects.update(state=Charge.State.DUE, paid_at=None)
    assert list(problems()) == [f"charge {paid.charge_id} is due and has 1 winning payments"]


def test_a_winner_of_another_amount(paid):
    PaymentAttempt.objects.update(amount_pence=1)
    assert list(problems()) == [f"payment attempt {paid.pk} won with 1 pence, not the charge's total"]


def test_a_counter_payment_of_another_amount(sandbox, new_charge, officer):
    payment = services.record_counter_payment(
        officer, new_charge().pk, method="cash", reference="", amount_pence=1000
    )
    CounterPayment.objects.update(amount_pence=1)
    assert list(problems()) == [f"counter payment {payment.pk} won with 1 pence, not the charge's total"]


def test_an_open_attempt_nobody_will_check(attempt):
    PaymentAttempt.objects.update(next_check_at=None)
    assert list(problems()) == [f"payment attempt {attempt.pk} is open and no check is planned"]


def test_a_state_without_its_event(attempt):
    PaymentAttempt.objects.update(state=State.EXPIRED)
    assert list(problems()) == [f"payment attempt {attempt.pk} is expired but its last event says open"]


def test_a_paid_attempt_that_is_not_in_the_books_is_a_problem(paid):
    type(paid).objects.update(uuid=uuid.uuid4())
    assert f"payment attempt {paid.pk} is not in the books" in list(problems())


def test_a_refund_is_in_the_books_once_for_each_time_it_left(sandbox, paid, finance):
    refund = services.ask_refund(finance, paid.charge_id, refundable_seen=1000, reason="asked")
    sent = services.send_refund(refund.pk)
    sandbox.bank("refunds", sent.provider_id, "come-back")
    assert services.send_refund(refund.pk).state == "failed"
    assert list(problems()) == []
    type(refund).objects.update(state="succeeded", uuid=uuid.uuid4())
    assert f"refund {refund.pk} is not in the books" in list(problems())


def test_a_refund_that_nobody_will_send_is_a_problem(paid, finance):
    refund = services.ask_refund(finance, paid.charge_id, refundable_seen=1000, reason="asked")
    assert list(problems()) == []
    type(refund).objects.update(next_check_at=None)
    assert f"refund {refund.pk} is approved and no check is planned" in list(problems())


def test_a_charge_that_its_refunds_do_not_explain_is_a_problem(paid):
    Charge.objects.update(state=Charge.State.REFUNDED)
    assert list(problems()) == [f"charge {paid.charge_id} is refunded, which is not what its refunds make it"]


def test_a_batch_that_does_not_balance(paid, unguarded):
    entry = LedgerEntry.objects.filter(account="card_clearing").get()
    LedgerEntry.objects.filter(pk=entry.pk).update(amount_pence=999)
    assert list(problems()) == [f"ledger batch {entry.batch_id} comes to -1 pence, not to nothing"]


def test_more_given_back_than_was_taken(paid, finance, unguarded):
    refund = services.ask_refund(finance, paid.charge_id, refundable_seen=1000, reason="asked")
    Refund.objects.update(amount_pence=1001)
    found = list(problems())
    assert f"payment attempt {paid.pk} took 1000 pence and 1001 are refunded or to be" in found
    assert f"refund {refund.pk} is 1001 pence and its lines come to something else" in found


def test_a_refund_whose_event_says_otherwise(paid, finance):
    refund = services.ask_refund(finance, paid.charge_id, refundable_seen=1000, reason="asked")
    Refund.objects.update(state="declined")
    assert list(problems()) == [f"refund {refund.pk} is declined but its last event says approved"]


def test_money_taken_by_an_officer_that_is_not_in_the_books(new_charge, officer, finance):
    charge = new_charge()
    payment = services.record_counter_payment(
        officer, charge.pk, method="cheque", reference="000123", amount_pence=1000
    )
    assert list(problems()) == []
    type(payment).objects.update(uuid=uuid.uuid4())
    assert list(problems()) == [f"counter payment {payment.pk} is not in the books"]
    type(payment).objects.update(uuid=payment.uuid)
    services.take_back_counter_payment(finance, payment.pk, why="It bounced.")
    assert list(problems()) == []
    type(payment).objects.update(uuid=uuid.uuid4())
    assert f"taking back of counter payment {payment.pk} is not in the books" in list(problems())


def test_news_from_stripe_that_nobody_will_look_at(db):
    event = ProviderEvent.objects.create(event_id="evt_1", kind="charge.refunded", body="{}")
    assert list(problems()) == [f"provider event {event.pk} is not processed and no job is left to do it"]


def test_the_command_says_what_is_broken_and_fails(paid, unguarded):
    LedgerEntry.objects.filter(account="card_clearing").update(amount_pence=999)
    said = StringIO()
    with pytest.raises((CommandError, SystemExit)):
        call_command("verify_integrity", stdout=said, stderr=said)
    assert "comes to -1 pence" in said.getvalue()


def test_a_movement_or_a_banking_that_is_not_in_the_books(
    sandbox, paid, new_charge, officer, finance, unguarded
):
    payment = services.record_counter_payment(
        officer, new_charge().pk, method="cash", reference="", amount_pence=1000
    )
    services.mark_banked(finance, payment.pk, bank_reference="B1")
    sandbox.pays_out()
    run_reconcile()
    fee, paid_out = (BalanceTransaction.objects.get(kind=kind) for kind in ("charge", "payout"))
    assert list(problems()) == []
    for key in (f"banked:{payment.uuid}", f"fee:{fee.provider_id}", f"moved:{paid_out.provider_id}"):
        assert LedgerBatch.objects.filter(key=key).update(key=f"lost {key}"[:60]), key
    assert list(problems()) == [
        f"banking of counter payment {payment.pk} is not in the books",
        f"fee of movement {fee.pk} is not in the books",
        f"movement {paid_out.pk} is not in the books",
    ]
