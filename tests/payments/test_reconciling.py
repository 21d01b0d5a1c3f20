"""Payouts against the books: to the penny, by cost code, and every misfit named."""

import csv
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments import importing, services
from payments.integrity import problems
from payments.models import (
    BalanceTransaction,
    Cause,
    Charge,
    Dispute,
    LedgerBatch,
    PaymentAttempt,
    PaymentEvent,
    Payout,
    Refund,
    VatCode,
)
from payments.nightly import run_reconcile
from payments.reconciling import exceptions, payouts_on
from payments.selectors import exceptions_now
from payments.services import LineSpec
from payments.statements import write_exceptions
from tests.payments.conftest import balance_of

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.now() - timedelta(days=7)


def kinds(now=None) -> list[str]:
    return [mismatch.kind for mismatch in exceptions(now) if mismatch.kind != "unknown_vat_code"]


def test_a_payout_is_what_its_codes_come_to(sandbox, paid, finance):
    post = paid.charge.lines.get(key="post")
    refund = services.ask_refund(
        finance, paid.charge_id, refundable_seen=1000, reason="asked", lines={post.pk: 150}
    )
    services.send_refund(refund.pk)
    sandbox.pays_out()
    for _ in range(2):
        importing.import_since(LONG_AGO)
    (report,) = payouts_on()
    # 1.5 % of £10 and 20p is 35p, shared as the lines share the amount.
    assert {code: (sums.gross, sums.fees, sums.refunds, sums.net) for code, sums in report.codes.items()} == {
        "7100-200": (800, 28, 0, 772),
        "7100-210": (200, 7, 150, 43),
    }
    assert (report.net, report.payout.amount_pence, report.difference) == (815, 815, 0)
    assert kinds(timezone.now() + timedelta(days=5)) == []
    assert (balance_of("card_clearing"), balance_of("bank"), balance_of("fees")) == (0, 815, 35)
    assert LedgerBatch.objects.count() == 4  # paid, refunded, fee, payout: each once
    assert list(problems()) == []


def test_payments_and_refunds_nobody_told_us_of_are_found_at_night(sandbox, attempt, paid_owners):
    sandbox.does(attempt.session_id, "pay")
    charge_ref = sandbox.journal()["charges"][0]["id"]
    sandbox.bank("charges", charge_ref, "refund-in-dashboard", amount=1000)
    importing.import_since(LONG_AGO)
    assert len(paid_owners) == 1
    assert Charge.objects.get().state == Charge.State.REFUNDED
    assert Refund.objects.get().is_external
    assert balance_of("card_clearing") == sandbox.journal()["balance"]
    assert list(problems()) == []


def test_money_of_somebody_elses_is_named_and_not_booked(sandbox, paid):
    PaymentAttempt.objects.update(charge_ref="ch_other", intent_id="pi_other")
    importing.import_since(LONG_AGO)
    assert kinds() == ["paid_there_not_here"]
    assert kinds(timezone.now() + timedelta(days=5)) == ["paid_there_not_here", "paid_here_not_there"]


def test_an_orphan_refund_is_named(sandbox, paid):
    sandbox.bank("charges", paid.charge_ref, "refund-in-dashboard", amount=100)
    PaymentAttempt.objects.update(charge_ref="ch_other", intent_id="pi_other")
    importing.import_since(LONG_AGO)
    assert sorted(kinds()) == ["orphan_refund", "paid_there_not_here"]


def test_what_differs_is_named(sandbox, paid):
    PaymentAttempt.objects.update(received_pence=999)
    importing.import_since(LONG_AGO)
    assert [(found.kind, found.pence) for found in exceptions() if found.kind == "amount_differs"] == [
        ("amount_differs", 1)
    ]


def test_what_nobody_pays_is_named_in_time(new_charge, settings):
    charge = new_charge()
    later = timezone.now() + timedelta(days=settings.UNPAID_DAYS, minutes=1)
    assert kinds() == []
    assert [found.charge_id for found in exceptions(later) if found.kind == "unpaid_too_long"] == [charge.pk]


def test_a_dispute_takes_the_money_and_may_give_it_back(sandbox, paid, finance):
    dispute = sandbox.bank("charges", paid.charge_ref, "dispute")
    importing.import_since(LONG_AGO)
    kept = Dispute.objects.get()
    assert (kept.state, kept.attempt, Charge.objects.get().needs_attention) == (
        "needs_response",
        paid,
        ["disputed"],
    )
    assert balance_of("disputes") == 1000
    assert balance_of("card_clearing") == sandbox.journal()["balance"]
    sandbox.bank("disputes", dispute["id"], "win")
    importing.import_dispute(dispute["id"], Cause.WEBHOOK)
    assert (Dispute.objects.get().state, balance_of("disputes")) == ("won", 0)
    assert balance_of("card_clearing") == sandbox.journal()["balance"]
    assert list(problems()) == []


def test_a_payout_that_comes_back_is_off_the_bank(sandbox, paid):
    payout = sandbox.pays_out()
    importing.import_since(LONG_AGO)
    assert balance_of("bank") == 965
    sandbox.bank("payouts", payout["id"], "fail")
    importing.import_since(LONG_AGO)
    assert (balance_of("bank"), balance_of("card_clearing")) == (0, 965)
    assert Payout.objects.get().state == Payout.State.FAILED


def test_movements_never_change(sandbox, paid):
    importing.import_since(LONG_AGO)
    with pytest.raises(IntegrityError, match="is frozen"), transaction.atomic():
        BalanceTransaction.objects.update(amount_pence=1, net_pence=1, fee_pence=0)


def test_the_command_fails_where_something_does_not_fit(sandbox, paid, tmp_path):
    VatCode.objects.get_or_create(code="outside")
    sandbox.pays_out()
    call_command("reconcile", csv=tmp_path)
    rows = list(csv.DictReader((tmp_path / "payouts.csv").open()))
    assert [(row["cost code"], row["net"]) for row in rows] == [
        ("7100-200", "7.72"),
        ("7100-210", "1.93"),
        ("PAYOUT", "9.65"),
    ]
    PaymentAttempt.objects.update(received_pence=999)
    with pytest.raises(CommandError, match="1 exception"):
        call_command("reconcile", no_import=True, csv=tmp_path)


def test_no_cell_is_a_formula(new_charge):
    new_charge(lines=[LineSpec("x", "X", 100, "7100", '=cmd|" /C calc"!A1')])
    run_reconcile(imports=False)
    out = StringIO()
    write_exceptions(exceptions_now(), out)
    assert "'=cmd" in out.getvalue()
    assert ",=cmd" not in out.getvalue()


def test_paid_twice_keeps_the_books_in_step_with_stripe(sandbox, attempt):
    PaymentAttempt.objects.update(state="failed")
    PaymentEvent.objects.create(attempt=attempt, from_state="open", to_state="failed", cause=Cause.POLL)
    second = services.start_attempt(attempt.charge_id)
    for each in (second, attempt):
        sandbox.does(each.session_id, "pay")
        services.settle(each.pk, Cause.WEBHOOK)
    importing.import_since(LONG_AGO)
    assert balance_of("card_clearing") == sandbox.journal()["balance"]
