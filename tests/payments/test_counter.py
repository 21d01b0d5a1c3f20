"""Money taken by officers, and links for callers: an open page is closed first, and money that was faster wins."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments import selectors, services
from payments.errors import AlreadyPaid, ChargeNotPayable, NotAllowed, ReferenceTaken
from payments.integrity import problems
from payments.models import Cause, Charge, CounterPayment, PaymentAttempt, PaymentLink, Refund
from tests.payments.conftest import balance_of, who

pytestmark = pytest.mark.django_db


def record(principal, charge, method="cheque", reference="000123", amount_pence=1000):
    return services.record_counter_payment(
        principal, charge.pk, method=method, reference=reference, amount_pence=amount_pence
    )


def test_a_cheque_pays_once_and_closes_the_open_page(sandbox, attempt, officer, paid_owners):
    payment = record(officer, attempt.charge)
    assert record(officer, attempt.charge) == payment
    charge = Charge.objects.get()
    assert (charge.state, paid_owners) == (Charge.State.PAID, [charge.owner_id])
    assert PaymentAttempt.objects.get().state == PaymentAttempt.State.CANCELLED
    sandbox.does(attempt.session_id, "pay")  # too late: the page is closed
    assert services.settle(attempt.pk, Cause.POLL).state == PaymentAttempt.State.CANCELLED
    assert (balance_of("cash"), balance_of("income")) == (1000, -1000)
    assert list(problems()) == []


def test_money_that_was_faster_wins(sandbox, attempt, officer, paid_owners):
    sandbox.does(attempt.session_id, "pay")
    with pytest.raises(AlreadyPaid):
        record(officer, attempt.charge)
    assert CounterPayment.objects.count() == 0
    assert len(paid_owners) == 1


def test_card_money_that_comes_all_the_same_is_flagged(sandbox, attempt, officer, monkeypatch):
    monkeypatch.setattr("payments.gateway.expire_session", lambda session_id: None)
    record(officer, attempt.charge)
    sandbox.does(attempt.session_id, "pay")
    services.settle(attempt.pk, Cause.WEBHOOK)
    charge = Charge.objects.get()
    assert (charge.state, charge.needs_attention) == (Charge.State.PAID, ["overpaid"])
    assert Refund.objects.get().reason == "overpaid"
    assert list(problems()) == []


def test_the_database_allows_one_winner_of_any_kind(paid, officer):
    with pytest.raises(IntegrityError, match="has been paid already"), transaction.atomic():
        CounterPayment.objects.create(
            charge=paid.charge,
            method="cash",
            amount_pence=1000,
            taken_by=officer.user,
            receipt_token_hash="0",
        )


def test_what_is_recorded_is_whole_and_has_its_reference(sandbox, new_charge, officer):
    charge, other = new_charge(), new_charge()
    for wrong in ({"amount_pence": 999}, {"reference": ""}, {"method": "barter"}):
        with pytest.raises(ValueError):
            record(officer, charge, **wrong)
    record(officer, charge)
    with pytest.raises(ReferenceTaken):
        record(officer, other)
    with pytest.raises(NotAllowed):
        record(who("editor"), other)


def test_a_cheque_that_bounces_makes_the_charge_due_and_flags_it(sandbox, new_charge, officer, finance):
    payment = record(officer, new_charge())
    services.mark_banked(finance, payment.pk, bank_reference="ST-1")
    assert (balance_of("bank"), balance_of("cash")) == (1000, 0)
    with pytest.raises(NotAllowed):
        services.take_back_counter_payment(who("officer"), payment.pk, why="bounced")
    for _ in range(2):
        services.take_back_counter_payment(finance, payment.pk, why="bounced")
    charge = Charge.objects.get()
    assert (charge.state, charge.needs_attention, charge.is_payable) == ("due", ["taken_back"], False)
    assert [balance_of(account) for account in ("bank", "cash", "income")] == [0, 0, 0]
    services.clear_attention(finance, charge.pk, "taken_back", note="will pay by card")
    assert services.start_attempt(charge.pk).url
    assert list(problems()) == []


def test_a_counter_payment_goes_back_by_hand(sandbox, new_charge, officer, finance, refunded_owners):
    payment = record(officer, new_charge())
    refund = services.ask_refund(finance, payment.charge_id, refundable_seen=1000, reason="our_mistake")
    assert services.send_refund(refund.pk).state == Refund.State.APPROVED
    services.record_refund_by_hand(finance, refund.pk, reference="BACS 77")
    assert Charge.objects.get().state == Charge.State.REFUNDED
    assert len(refunded_owners) == 1
    with pytest.raises(ChargeNotPayable):
        services.take_back_counter_payment(finance, payment.pk, why="mistake")
    assert list(problems()) == []


class TestLinks:
    def test_a_caller_pays_and_gets_a_receipt(self, sandbox, attempt, officer, payer, paid_owners):
        new = services.make_link(officer, attempt.charge_id)
        assert PaymentAttempt.objects.get().state == PaymentAttempt.State.CANCELLED
        path = new.url.split("/", 3)[3]
        page = payer.get(f"/{path}")
        assert page["Cache-Control"] == "private, no-store"
        text = page.content.decode()
        assert "Blue Badge" in text and "£10.00" in text and attempt.charge.owner_id not in text
        token = page.cookies["csrftoken"].value if "csrftoken" in page.cookies else page.context["csrf_token"]
        away = payer.post(f"/{path}", {"csrfmiddlewaretoken": token})
        started = PaymentAttempt.objects.get(link=new.link)
        assert away["Location"] == started.url
        sandbox.does(started.session_id, "pay")
        back = sandbox.journal()["sessions"][0]["success_url"].split("/", 3)[3]
        receipt = payer.get(payer.get(f"/{back}")["Location"])
        assert "You have paid £10.00" in receipt.content.decode()
        assert attempt.charge.owner_id not in receipt.content.decode()
        assert "This has been paid" in payer.get(f"/{path}").content.decode()
        assert len(paid_owners) == 1

    def test_expired_withdrawn_and_unknown_links_say_so(self, sandbox, new_charge, officer, payer):
        charge = new_charge()
        first = services.make_link(officer, charge.pk)
        second = services.make_link(officer, charge.pk)
        said = payer.get("/" + first.url.split("/", 3)[3]).content.decode()
        assert "no longer works" in said
        now = timezone.now()
        PaymentLink.objects.filter(pk=second.link.pk).update(
            made_at=now - timedelta(days=9), expires_at=now - timedelta(days=1)
        )
        path = "/" + second.url.split("/", 3)[3]
        assert "has expired" in payer.get(path).content.decode()
        assert payer.get("/payments/pay/unknown/").status_code == 404
        assert selectors.link_by_token("unknown") is None

    def test_a_withdrawn_link_closes_its_page(self, sandbox, new_charge, officer):
        new = services.make_link(officer, new_charge().pk)
        started = services.start_link_attempt(new.link)
        for _ in range(2):
            services.withdraw_link(officer, new.link.pk)
        started.refresh_from_db()
        assert started.state == PaymentAttempt.State.CANCELLED
        assert sandbox.journal()["sessions"][0]["status"] == "expired"

    def test_money_that_was_faster_needs_no_link(self, sandbox, attempt, officer):
        sandbox.does(attempt.session_id, "pay")
        with pytest.raises(AlreadyPaid):
            services.make_link(officer, attempt.charge_id)


def test_staff_ask_stripe_about_what_was_believed_over(sandbox, attempt, officer, paid_owners):
    sandbox.does(attempt.session_id, "pay")
    assert services.ask_stripe_now(officer, attempt.charge_id).state == Charge.State.PAID
    sandbox.bank("charges", sandbox.journal()["charges"][0]["id"], "refund-in-dashboard", amount=100)
    assert services.ask_stripe_now(officer, attempt.charge_id).state == Charge.State.PART_REFUNDED
    with pytest.raises(NotAllowed):
        services.ask_stripe_now(who("editor"), attempt.charge_id)
