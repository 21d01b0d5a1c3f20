"""Payouts, exceptions, disputes and counter payments, as people in finance look after them."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.roles import Role
from audiences.admission import admit
from payments import services
from payments.models import (
    Charge,
    CounterPayment,
    Dispute,
    PaymentAttempt,
    Payout,
    ReconcileException,
    ReconcileRun,
)
from payments.nightly import run_reconcile
from tests.factories import make_staff
from tests.site.workplace.finance.conftest import HOME, address, text

pytestmark = pytest.mark.django_db


def test_a_payout_by_cost_code_comes_to_the_banks_line(sandbox, finance, paid):
    sandbox.pays_out()
    run_reconcile()
    payout = Payout.objects.get()
    page = text(finance.get(f"{HOME}payouts/"))
    assert payout.provider_id in page and "Paid" in page
    one = f"{HOME}payouts/{payout.provider_id}/"
    page = text(finance.get(one))
    assert "to the penny" in page and "7100-200 £120.00" in page and "7100-210 £2.50" in page
    rows = list(csv.DictReader(io.StringIO(b"".join(finance.get(one + "download/")).decode("utf-8-sig"))))
    assert [row["cost code"] for row in rows] == ["7100-200", "7100-210", "PAYOUT"]
    assert rows[-1]["net"] == f"{payout.amount_pence / 100:.2f}"
    everything = b"".join(finance.get(f"{HOME}payouts/download/?first=2020-01-01")).decode()
    assert payout.provider_id in everything
    nothing = b"".join(finance.get(f"{HOME}payouts/download/?last=2020-01-01")).decode("utf-8-sig")
    assert nothing.startswith("payout,") and nothing.count("\n") == 1
    assert "No payout arrived" in text(finance.get(f"{HOME}payouts/?last=2020-01-01"))
    for wrong, words in {
        "first=nonsense": "Enter a day such as 2026-11-22",
        "first=2026-11-22&last=2026-11-01": "The last day is before the first",
    }.items():
        for path in ("payouts/", "payouts/download/"):
            said = text(finance.get(f"{HOME}{path}?{wrong}", follow=True))
            assert words in said and "Nothing was looked for" in said and payout.provider_id not in said
    assert payout.provider_id in finance.get(f"{HOME}payments/?text={payout.provider_id}")["Location"]
    assert "over 1 payout. Everything fitted." in text(finance.get(f"{HOME}exceptions/"))
    assert finance.get(f"{HOME}payouts/po_nothing/").status_code == 404


def test_a_payout_that_fails_is_said_where_finance_looks_first(sandbox, finance, paid):
    sandbox.pays_out()
    run_reconcile()
    assert "did not reach the bank" not in text(finance.get(HOME))
    payout = Payout.objects.get()
    sandbox.bank("payouts", payout.provider_id, "fail")
    run_reconcile()
    assert "Urgent: Payouts that did not reach the bank 1" in text(finance.get(HOME))
    page = text(finance.get(f"{HOME}payouts/{payout.provider_id}/"))
    for words in ("Failed; it was to arrive", "account_closed", "at Stripe again", "What did not arrive"):
        assert words in page, words
    assert "The bank's line" not in page


@pytest.mark.parametrize(
    ("end", "words"),
    [("win", "decided for us"), ("lose", "decided for the payer"), (None, "by the day shown below")],
)
def test_a_dispute_says_what_to_do_when_it_is_over(sandbox, finance, paid, end, words):
    attempt = PaymentAttempt.objects.get()
    dispute = sandbox.bank("charges", attempt.charge_ref, "dispute")
    if end:
        sandbox.bank("disputes", dispute["id"], end)
    run_reconcile()
    for page in (f"{HOME}attention/", address(paid)):
        assert words in text(finance.get(page)).replace("&#x27;", "'")
    assert ("Answer by" in text(finance.get(f"{HOME}attention/"))) == (end is None)


def test_a_report_asks_as_much_of_the_database_whatever_is_in_it(sandbox, finance, charge_for, pay):
    def queries(count):
        for _ in range(count):
            pay(charge_for())
        sandbox.pays_out()
        run_reconcile()
        newest = Payout.objects.order_by("-pk").first()
        finance.get(f"{HOME}payouts/{newest.provider_id}/")
        with CaptureQueriesContext(connection) as seen:
            assert "to the penny" in text(finance.get(f"{HOME}payouts/{newest.provider_id}/"))
        return len(seen)

    assert queries(1) == queries(4) <= 10


def test_an_accepted_exception_fails_no_run_and_comes_back_with_another_amount(
    sandbox, finance, auditor, paid
):
    PaymentAttempt.objects.update(charge_ref="ch_other", intent_id="pi_other")
    with pytest.raises(CommandError, match="1 exception"):
        call_command("reconcile")
    assert "Money that does not fit" in text(finance.get(HOME))
    page = text(finance.get(f"{HOME}exceptions/"))
    assert "Stripe took money that we have no payment for" in page and "What to do next." in page
    assert "1 thing did not fit" in page
    known = ReconcileException.objects.get()
    one = f"{HOME}exceptions/{known.pk}/"
    assert auditor.post(one, {"do": "accept", "because": "Mine."}).status_code == 403
    assert "Say why" in text(finance.post(one, {"do": "accept", "because": ""}))
    said = {"do": "accept", "because": "=Another system of ours, see ledger note 12."}
    assert "It is accepted" in text(finance.post(one, said, follow=True))
    call_command("reconcile")
    assert "Everything fitted. 1 more is accepted." in text(finance.get(f"{HOME}exceptions/"))
    assert "see ledger note 12" in text(finance.get(f"{HOME}exceptions/?accepted=yes"))
    file = b"".join(finance.get(f"{HOME}exceptions/download/")).decode()
    assert "'=Another system" in file and ",=Another" not in file
    assert "Fay Finance" in text(auditor.get(one))
    # Another amount is another thing.
    ReconcileException.objects.update(amount_pence=1)
    with pytest.raises(CommandError, match="1 exception"):
        call_command("reconcile", no_import=True)
    assert "It fits now" in text(finance.get(one))
    reopened = ReconcileException.objects.get(gone_at=None)
    assert not reopened.is_accepted


def test_an_exception_is_looked_into_again(finance, paid):
    ReconcileRun.objects.create(finished_at=timezone.now())
    known = ReconcileException.objects.create(
        kind="orphan_refund", subject="re_1", amount_pence=-5, is_accepted=True
    )
    one = f"{HOME}exceptions/{known.pk}/"
    page = text(finance.post(one, {"do": "reopen", "because": "It is ours after all."}, follow=True))
    assert "looked into again" in page
    known.refresh_from_db()
    assert not known.is_accepted
    assert "Find in Stripe" in text(finance.get(f"{HOME}exceptions/"))


def test_it_says_when_reconciling_does_not_run(sandbox, settings, finance, admin, live_worker):
    assert "never been reconciled" in text(finance.get(HOME))
    run_reconcile(imports=False)
    assert "All is well" in text(finance.get(HOME))
    ReconcileRun.objects.update(started_at=timezone.now() - timedelta(hours=40))
    for browser, page in ((finance, HOME), (admin, "/workplace/operations/")):
        assert "have not been reconciled since yesterday" in text(browser.get(page))
    settings.STRIPE_API = "http://127.0.0.1:9"
    with pytest.raises(CommandError, match="could not be asked"):
        call_command("reconcile")
    assert "could not ask Stripe" in text(finance.get(HOME))


def test_disputes_with_their_due_day(finance, paid):
    attempt = PaymentAttempt.objects.get()
    now = timezone.now()
    due = now + timedelta(days=2)
    for number, state in enumerate(["needs_response", "won"]):
        Dispute.objects.create(
            provider_id=f"dp_{number}", attempt=attempt, charge_ref=attempt.charge_ref, amount_pence=12250,
            reason="fraudulent", state=state, answer_by=due, opened_at=now,
        )  # fmt: skip
    page = text(finance.get(f"{HOME}disputes/"))
    assert f"Answer by {timezone.localtime(due):%a} " in page and "fraudulent" in page and "Won" in page
    home = text(finance.get(HOME))
    assert (
        "Urgent: Disputes to be answered within three days" in home
        and "Disputes to be answered 1" not in home
    )
    assert "answer by" in text(finance.get(address(paid)))
    assert "No payment fits" not in text(finance.get(f"{HOME}payments/?text=dp_1"))


def test_counter_payments_are_banked_or_taken_back(finance, auditor, charge):
    officer = make_staff(Role.OFFICER, name="Olu Officer")
    services.record_counter_payment(
        admit(officer, "staff"), charge.pk, method="cheque", reference="000123", amount_pence=12250
    )
    payment = CounterPayment.objects.get()
    page = text(finance.get(f"{HOME}counter-payments/"))
    assert "Cheque 000123" in page and "Olu Officer" in page and "£122.50 on this page" in page
    assert "1 found" in text(finance.get(f"{HOME}payments/?text=000123"))
    one = f"{HOME}counter-payments/{payment.uuid}/"
    assert auditor.post(one, {"do": "banked", "reference": "B1"}).status_code == 403
    assert "Enter the reference" in text(finance.post(one, {"do": "banked", "reference": ""}))
    page = text(finance.post(one, {"do": "banked", "reference": "B1"}, follow=True))
    assert "seen at the bank" in page and "Everything is banked" in page
    assert finance.post(one, {"do": "nonsense"}).status_code == 400
    page = text(finance.post(one, {"do": "take-back", "why": "It bounced."}, follow=True))
    assert "due again" in page and "was taken back" in page and "It bounced." in page


def test_every_list_asks_as_much_of_the_database_whatever_is_on_it(finance, charge_for):
    officer = admit(make_staff(Role.OFFICER), "staff")
    asker = admit(make_staff(Role.FINANCE), "staff")
    now = timezone.now()

    def one_more(number):
        charge = charge_for()
        services.record_counter_payment(
            officer, charge.pk, method="cheque", reference=f"{number:06}", amount_pence=charge.total_pence
        )
        services.ask_refund(asker, charge.pk, refundable_seen=charge.total_pence, reason="our_mistake")
        Charge.objects.filter(pk=charge.pk).update(needs_attention=["no_place"])
        Dispute.objects.create(
            provider_id=f"du_{number}",
            amount_pence=100,
            charge_ref=f"ch_{number}",
            reason="fraudulent",
            state="won",
            opened_at=now,
        )
        ReconcileException.objects.create(
            kind="not_banked", subject=str(number), amount_pence=100, charge=charge
        )

    def queries():
        found = []
        for path in ("attention/", "refunds/", "disputes/", "counter-payments/", "exceptions/"):
            finance.get(HOME + path)
            with CaptureQueriesContext(connection) as seen:
                text(finance.get(HOME + path))
            found.append(len(seen))
        return found

    one_more(1)
    few = queries()
    for number in range(2, 6):
        one_more(number)
    assert queries() == few
    assert max(few) <= 11
