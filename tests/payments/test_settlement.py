"""settle(): what Stripe says becomes what we hold, once."""

import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from payments import gateway, owners, services, settlement
from payments.errors import GatewayRefused, GatewayUnavailable, PaymentError
from payments.integrity import problems
from payments.models import Cause, Charge, PaymentAttempt, PaymentEvent
from payments.services import settle

State = PaymentAttempt.State


@pytest.mark.django_db
class TestSettle:
    def test_a_paid_session_pays_the_charge_and_tells_its_owner_once(self, sandbox, attempt, paid_owners):
        sandbox.does(attempt.session_id, "pay")
        for cause in (Cause.WEBHOOK, Cause.RETURN, Cause.POLL):
            settled = settle(attempt.pk, cause)
        charge = Charge.objects.get()
        assert (settled.state, settled.won, charge.state) == (State.PAID, True, Charge.State.PAID)
        assert settled.intent_id.startswith("pi_")
        assert paid_owners == [charge.owner_id]
        assert list(attempt.events.values_list("from_state", "to_state", "cause")) == [
            ("opening", "open", "start"),
            ("open", "paid", "webhook"),
        ]
        assert list(problems()) == []

    def test_a_declined_card_changes_nothing(self, sandbox, attempt, paid_owners):
        sandbox.does(attempt.session_id, "decline")
        assert settle(attempt.pk, Cause.POLL).state == State.OPEN
        assert paid_owners == []

    def test_a_slow_payment_is_processing_until_the_bank_answers(self, sandbox, attempt, paid_owners):
        sandbox.does(attempt.session_id, "hand-in")
        assert settle(attempt.pk, Cause.POLL).state == State.PROCESSING
        assert Charge.objects.get().state == Charge.State.PAYING
        sandbox.does(attempt.session_id, "bank-pays")
        assert settle(attempt.pk, Cause.POLL).state == State.PAID
        assert len(paid_owners) == 1

    def test_a_slow_payment_can_fail_and_the_charge_is_due_again(self, sandbox, attempt):
        sandbox.does(attempt.session_id, "hand-in")
        settle(attempt.pk, Cause.POLL)
        sandbox.does(attempt.session_id, "bank-refuses")
        assert settle(attempt.pk, Cause.POLL).state == State.FAILED
        assert Charge.objects.get().state == Charge.State.DUE

    def test_an_expired_session_leaves_the_charge_due(self, sandbox, attempt):
        sandbox.faults(clock_offset_seconds=24 * 3600)
        assert settle(attempt.pk, Cause.POLL).state == State.EXPIRED
        assert Charge.objects.get().state == Charge.State.DUE

    @pytest.mark.parametrize("believed", [State.FAILED, State.EXPIRED, State.CANCELLED])
    def test_money_that_comes_after_all_counts(self, sandbox, attempt, paid_owners, believed):
        PaymentAttempt.objects.update(state=believed)
        PaymentEvent.objects.create(attempt=attempt, from_state="open", to_state=believed, cause=Cause.POLL)
        Charge.objects.update(state=Charge.State.DUE)
        sandbox.does(attempt.session_id, "pay")
        assert settle(attempt.pk, Cause.WEBHOOK).state == State.PAID
        assert len(paid_owners) == 1
        assert list(problems()) == []

    def test_old_news_never_takes_paid_back(self, sandbox, attempt):
        facts = gateway.retrieve_session(attempt.session_id)
        sandbox.does(attempt.session_id, "pay")
        settle(attempt.pk, Cause.WEBHOOK)
        for status in ("open", "expired"):
            settlement.record(attempt.pk, replace(facts, status=status), Cause.POLL)
        assert PaymentAttempt.objects.get().state == State.PAID
        assert list(problems()) == []

    def test_a_second_payment_of_one_charge_is_kept_and_flagged(self, sandbox, attempt, paid_owners):
        PaymentAttempt.objects.update(state=State.FAILED)  # wrongly, so that a second page is opened
        PaymentEvent.objects.create(attempt=attempt, from_state="open", to_state="failed", cause=Cause.POLL)
        second = services.start_attempt(attempt.charge_id)
        for each in (second, attempt):
            sandbox.does(each.session_id, "pay")
            settle(each.pk, Cause.WEBHOOK)
        charge = Charge.objects.get()
        assert charge.needs_attention == [Charge.Attention.OVERPAID]
        assert charge.attempts.filter(state=State.PAID).count() == 2
        assert charge.attempts.get(won=True).pk == second.pk
        assert paid_owners == [charge.owner_id]
        assert list(problems()) == []

    def test_money_on_a_cancelled_charge_is_kept_and_flagged(self, sandbox, attempt, paid_owners):
        sandbox.does(attempt.session_id, "pay")
        Charge.objects.update(state=Charge.State.CANCELLED)
        settle(attempt.pk, Cause.WEBHOOK)
        assert Charge.objects.get().needs_attention == [Charge.Attention.LATE_PAID]
        assert paid_owners == []
        assert list(problems()) == []

    @pytest.mark.parametrize(
        "wrong",
        [
            {"amount_pence": 999},
            {"currency": "eur"},
            {"livemode": True},
            {"client_reference_id": "somebody else's"},
        ],
    )
    def test_money_that_is_not_what_we_asked_for_is_flagged(self, sandbox, attempt, paid_owners, wrong):
        sandbox.does(attempt.session_id, "pay")
        facts = replace(gateway.retrieve_session(attempt.session_id), **wrong)
        settlement.record(attempt.pk, facts, Cause.WEBHOOK)
        charge = Charge.objects.get()
        assert charge.needs_attention == [Charge.Attention.AMOUNT_MISMATCH]
        assert (charge.state, charge.is_payable) == (Charge.State.DUE, False)
        assert paid_owners == []
        assert list(problems()) == []

    def test_an_owner_that_fails_leaves_nothing_half_done(self, sandbox, attempt, paid_owners, monkeypatch):
        def fail(charge):
            raise RuntimeError("the request could not be received")

        sandbox.does(attempt.session_id, "pay")
        with monkeypatch.context() as patch:
            patch.setitem(owners._on_paid, "test", fail)
            with pytest.raises(RuntimeError):
                settle(attempt.pk, Cause.WEBHOOK)
        assert (PaymentAttempt.objects.get().state, Charge.objects.get().state) == (
            State.OPEN,
            Charge.State.PAYING,
        )
        settle(attempt.pk, Cause.POLL)
        assert len(paid_owners) == 1

    def test_stripe_being_down_changes_nothing(self, settings, attempt):
        settings.STRIPE_API = "http://127.0.0.1:9"
        with pytest.raises(GatewayUnavailable):
            settle(attempt.pk, Cause.POLL)
        assert PaymentAttempt.objects.get().state == State.OPEN

    def test_a_wrong_key_is_no_verdict_on_the_payment(self, settings, attempt):
        settings.STRIPE_SECRET_KEY = "nonsense"
        with pytest.raises(GatewayUnavailable):
            settle(attempt.pk, Cause.POLL)

    def test_a_session_stripe_does_not_know_is_given_up_only_after_its_time(self, attempt):
        PaymentAttempt.objects.update(session_id="cs_test_unknown")
        with pytest.raises(GatewayRefused):
            settle(attempt.pk, Cause.POLL)
        PaymentAttempt.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
        assert settle(attempt.pk, Cause.POLL).state == State.EXPIRED

    def test_the_database_refuses_to_change_history(self, attempt):
        for change in (
            lambda: PaymentEvent.objects.update(cause=Cause.STAFF),
            lambda: PaymentEvent.objects.all().delete(),
        ):
            with pytest.raises(IntegrityError, match="only ever added"), transaction.atomic():
                change()


def test_eight_at_once_settle_once(committing_db, sandbox, new_charge, paid_owners):
    attempt = services.start_attempt(new_charge().pk)
    sandbox.does(attempt.session_id, "pay")
    together = threading.Barrier(8)
    failures = []

    def one(cause):
        try:
            together.wait()
            settle(attempt.pk, cause)
        except (DatabaseError, PaymentError) as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(cause,)) for cause in [Cause.WEBHOOK, Cause.RETURN] * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert paid_owners == [Charge.objects.get().owner_id]
    assert PaymentEvent.objects.filter(to_state=State.PAID).count() == 1
    assert list(problems()) == []


def test_eight_clicks_on_pay_open_one_page(committing_db, sandbox, new_charge):
    charge = new_charge()
    together = threading.Barrier(8)
    urls, failures = [], []

    def click():
        try:
            together.wait()
            urls.append(services.start_attempt(charge.pk).url)
        except GatewayUnavailable as error:
            failures.append(error)  # the same call was under way: the second click may be asked to try again
        finally:
            connection.close()

    threads = [threading.Thread(target=click) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(urls) + len(failures) == 8
    assert len(set(urls)) == 1
    assert len(sandbox.journal()["sessions"]) == 1


def test_a_call_that_is_still_under_way_is_no_refusal(committing_db, sandbox, new_charge):
    """The second click meets Stripe's "in progress" and must not end the attempt that the first one is opening."""
    charge = new_charge()
    sandbox.faults(delay_seconds=1.5)
    opened = []

    def click():
        opened.append(services.start_attempt(charge.pk))
        connection.close()

    first = threading.Thread(target=click)
    first.start()
    while not sandbox.sandbox.idempotency._under_way:
        time.sleep(0.01)
    with pytest.raises(GatewayUnavailable):
        services.start_attempt(charge.pk)
    first.join()
    assert [attempt.state for attempt in charge.attempts.all()] == [State.OPEN]
    assert opened[0].url
