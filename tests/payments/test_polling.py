"""The poller: payments are settled when neither webhook nor browser ever comes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from payments import polling, services, tasks
from payments.errors import GatewayUnavailable
from payments.models import Charge, PaymentAttempt, Refund
from payments.schedule import next_check

START = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
END = START + timedelta(hours=23)


def test_checks_come_at_1_3_10_30_minutes_at_expiry_then_daily():
    moments, now = [], START
    for _ in range(7):
        now = next_check(created_at=START, expires_at=END, now=now)
        moments.append(now - START)
    minute, expiry = timedelta(minutes=1), timedelta(hours=23, seconds=30)
    days = [expiry + timedelta(days=day) for day in (1, 2)]
    assert moments == [minute, 3 * minute, 10 * minute, 30 * minute, expiry, *days]


@pytest.mark.django_db
class TestPoller:
    def due(self) -> list[int]:
        handed_out = []
        polling.hand_out(timezone.now(), handed_out.append)
        return handed_out

    def test_an_attempt_is_handed_out_when_due_and_then_waits(self, attempt):
        assert self.due() == []
        PaymentAttempt.objects.update(next_check_at=timezone.now() - timedelta(seconds=1))
        assert self.due() == [attempt.pk]
        assert self.due() == []

    def test_an_attempt_that_ended_is_left_alone(self, sandbox, attempt):
        sandbox.does(attempt.session_id, "pay")
        services.settle(attempt.pk, "webhook")
        PaymentAttempt.objects.filter(next_check_at__isnull=False).update(next_check_at=timezone.now())
        assert self.due() == []

    def test_the_task_defers_one_job_per_attempt(self, attempt):
        PaymentAttempt.objects.update(next_check_at=timezone.now())
        tasks.poll(timestamp=0)
        job = ProcrastinateJob.objects.get(task_name="payments.settle_attempt")
        assert job.args == {"attempt_pk": attempt.pk}

    def test_the_job_settles_a_payment_nobody_told_us_about(self, sandbox, attempt, paid_owners):
        sandbox.does(attempt.session_id, "pay")
        tasks.settle_attempt(attempt_pk=attempt.pk)
        assert Charge.objects.get().state == Charge.State.PAID
        assert len(paid_owners) == 1

    def test_an_attempt_that_never_heard_its_answer_is_opened_by_the_same_call(self, sandbox, new_charge):
        sandbox.faults(drop_after_commit=2)
        with pytest.raises(GatewayUnavailable):
            services.start_attempt(new_charge().pk)
        lost = PaymentAttempt.objects.get()
        tasks.settle_attempt(attempt_pk=lost.pk)
        lost.refresh_from_db()
        assert (lost.state, lost.url != "") == (PaymentAttempt.State.OPEN, True)
        assert len(sandbox.journal()["sessions"]) == 1

    def test_an_attempt_too_old_to_repeat_its_call_ends(self, sandbox, new_charge, settings):
        settings.STRIPE_API = "http://127.0.0.1:9"
        with pytest.raises(GatewayUnavailable):
            services.start_attempt(new_charge().pk)
        PaymentAttempt.objects.update(created_at=timezone.now() - timedelta(hours=24))
        tasks.settle_attempt(attempt_pk=PaymentAttempt.objects.get().pk)
        assert PaymentAttempt.objects.get().state == PaymentAttempt.State.EXPIRED
        assert Charge.objects.get().state == Charge.State.DUE


@pytest.mark.django_db
def test_a_refund_goes_out_however_long_stripe_was_away(sandbox, paid, finance, settings):
    """While the call may be repeated it is tried each hour; the day after it might go out twice."""
    settings.STRIPE_API = "http://127.0.0.1:9"
    refund = services.ask_refund(finance, paid.charge_id, refundable_seen=1000, reason="asked")
    for hours in (2, 5, 20):
        now = timezone.now()
        Refund.objects.update(approved_at=now - timedelta(hours=hours), next_check_at=now)
        due: list[int] = []
        polling.hand_out_refunds(now, due.append)
        assert due == [refund.pk]
        with pytest.raises(GatewayUnavailable):
            services.send_refund(refund.pk)
        assert Refund.objects.get().next_check_at <= timezone.now() + timedelta(hours=1)
    settings.STRIPE_API = sandbox.address
    assert services.send_refund(refund.pk).state == Refund.State.SUCCEEDED


def test_a_worker_takes_the_jobs(committing_db, sandbox, new_charge, post_event, paid_owners):
    """The whole way through the real queue: webhook, job, worker."""
    attempt = services.start_attempt(new_charge().pk)
    sandbox.does(attempt.session_id, "pay")
    for event in sandbox.events():
        assert post_event(event) == 200
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:
        worker_app.run_worker(
            queues=["payments"], wait=False, install_signal_handlers=False, listen_notify=False
        )
    assert paid_owners == [attempt.charge.owner_id]
    jobs = ProcrastinateJob.objects.filter(task_name="payments.process_event")
    assert set(jobs.values_list("status", flat=True)) == {"succeeded"}
