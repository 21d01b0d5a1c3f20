"""problems() finds each broken promise. The rows are broken behind the code's back."""

import uuid

import pytest
from django.db import connection

from payments import services
from payments.integrity import problems
from payments.models import Charge, ChargeLine, PaymentAttempt

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
