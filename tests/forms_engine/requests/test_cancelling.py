"""Taking requests back, and what nobody pays for: money is never taken for what is cancelled, and none is lost."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms_engine.delivery.models import Delivery
from forms_engine.journeys.services import submit
from forms_engine.notices.models import Notice
from forms_engine.requests import cancelling, unpaid
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Customer, Request
from forms_engine.requests.states import StateRefused
from forms_engine.rounds import RoundNotWhole
from payments import services as payments
from payments.models import Cause, Charge, PaymentAttempt
from tests.factories import make_user, signed_in
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.moments import at
from tests.stripe_sandbox import sandbox  # noqa: F401  # a fixture

pytestmark = pytest.mark.django_db

BADGE = "apply-for-a-blue-badge"


@pytest.fixture
def owed(sandbox):  # noqa: F811
    """An application that costs £10, with a page at Stripe open to pay on."""
    open_council()
    made = submit(started(BADGE).id)
    payments.start_attempt(charge_of(made).pk)
    return made


@pytest.fixture
def ann_browser(owed):
    ann = make_user()
    Customer.objects.filter(requests=owed).update(user=ann)
    return signed_in(ann)


def charge_of(request):
    return Charge.objects.get(owner_id=str(request.id))


def states(request):
    """Of the request, its charge, its payment attempts and its deliveries."""
    request.refresh_from_db()
    attempts = PaymentAttempt.objects.filter(charge=charge_of(request)).values_list("state", flat=True)
    deliveries = Delivery.objects.filter(owner_id=str(request.id)).values_list("state", flat=True)
    return request.state, charge_of(request).state, list(attempts), set(deliveries)


def letters(request):
    return list(
        Notice.objects.filter(owner_id=str(request.id))
        .order_by("created_at")
        .values_list("subject", flat=True)
    )


def test_taken_back_before_it_is_paid_nobody_can_pay_for_it(owed, sandbox):  # noqa: F811
    cancelling.cancel_as_customer(owed.id, user=None)
    assert states(owed) == ("cancelled", "cancelled", ["cancelled"], {"cancelled"})
    assert sandbox.does(PaymentAttempt.objects.get().session_id, "pay")["status"] == "expired"
    cancelling.cancel_as_customer(owed.id, user=None)
    assert letters(owed) == ["request.awaiting-payment", "request.cancelled"]
    assert list(problems()) == []


def test_where_the_money_was_faster_it_is_received_and_not_cancelled(owed, sandbox):  # noqa: F811
    sandbox.does(PaymentAttempt.objects.get().session_id, "pay")
    with pytest.raises(cancelling.PaidMeanwhile):
        cancelling.cancel_as_customer(owed.id, user=None)
    assert states(owed) == ("received", "paid", ["paid"], {"ready"})


def test_paid_since_the_page_that_asked_it_is_not_cancelled_as_unpaid(owed, sandbox, ann_browser):  # noqa: F811
    address = f"/requests/{owed.reference}/cancel/"
    asked = ann_browser.get(address).content.decode()
    assert "does not pay back" not in asked and 'name="seen" value="awaiting-payment"' in asked
    attempt = PaymentAttempt.objects.get()
    sandbox.does(attempt.session_id, "pay")
    payments.settle(attempt.pk, Cause.WEBHOOK)
    said = ann_browser.post(address, {"seen": "awaiting-payment", "why": ""}, follow=True).content.decode()
    assert "we did not cancel it" in said
    assert states(owed) == ("received", "paid", ["paid"], {"ready"})
    ann_browser.post(address, {"seen": "received", "why": ""})
    assert states(owed)[0] == "cancelled", "now they were told that nothing is paid back"


def test_where_stripe_does_not_answer_nothing_is_cancelled(owed, settings):
    settings.STRIPE_API = "http://127.0.0.1:9"
    with pytest.raises(cancelling.PaymentsAway):
        cancelling.cancel_as_customer(owed.id, user=None)
    assert states(owed)[0] == "awaiting-payment"


def test_what_is_finished_is_not_cancelled(db):
    open_council()
    report = submit(started().id)
    Request.objects.filter(id=report.id).update(state="closed", finished_at=timezone.now())
    with pytest.raises(StateRefused):
        cancelling.cancel_as_customer(report.id, user=None)


def test_a_reminder_and_then_the_end_each_once(owed):
    sent = owed.created_at
    for after, what, state in (
        (timedelta(days=4), (0, 0), "awaiting-payment"),
        (timedelta(days=5, minutes=1), (1, 0), "awaiting-payment"),
        (timedelta(days=6), (0, 0), "awaiting-payment"),
        (timedelta(days=7, minutes=1), (0, 1), "cancelled"),
        (timedelta(days=9), (0, 0), "cancelled"),
    ):
        with at(sent + after) as now:
            assert (unpaid.remind_and_cancel(now), states(owed)[0]) == (what, state), after
    assert states(owed)[1:] == ("cancelled", ["cancelled"], {"cancelled"})
    assert letters(owed) == ["request.awaiting-payment", "request.pay-reminder", "request.unpaid"]
    assert list(owed.timeline.values_list("kind", flat=True)) == ["submitted", "pay-reminder", "unpaid"]
    assert list(problems()) == []


def test_nobody_is_cancelled_within_a_day_of_a_reminder_that_came_late(owed):
    late = owed.created_at + timedelta(days=30)
    for hours, what in ((0, (1, 0)), (23, (0, 0)), (25, (0, 1))):
        with at(late + timedelta(hours=hours)) as now:
            assert unpaid.remind_and_cancel(now) == what


def test_whoever_was_not_written_to_before_is_not_reminded(owed):
    Notice.objects.all().delete()  # as where it looked like spam
    with at(owed.created_at + timedelta(days=6)) as now:
        assert unpaid.remind_and_cancel(now) == (1, 0)
    assert letters(owed) == []


def test_money_that_comes_after_all_makes_it_received_and_sends_it_off(owed, sandbox, monkeypatch):  # noqa: F811
    """The page at Stripe was paid on, and we were told that it was closed: Stripe's word counts in the end."""
    attempt = PaymentAttempt.objects.get()
    monkeypatch.setattr("payments.gateway.expire_session", lambda session_id: None)
    for days in (6, 8):
        with at(owed.created_at + timedelta(days=days)) as now:
            unpaid.remind_and_cancel(now)
    assert states(owed)[0] == "cancelled"
    sandbox.does(attempt.session_id, "pay")
    payments.settle(attempt.pk, Cause.WEBHOOK)
    payments.settle(attempt.pk, Cause.POLL)
    assert states(owed) == ("received", "paid", ["paid"], {"ready"})
    assert charge_of(owed).needs_attention == []
    assert "request.received" in letters(owed) and owed.finished_at is None
    assert list(problems()) == []


def test_money_for_what_its_customer_took_back_is_for_a_person(owed, sandbox, monkeypatch):  # noqa: F811
    attempt = PaymentAttempt.objects.get()
    monkeypatch.setattr("payments.gateway.expire_session", lambda session_id: None)
    cancelling.cancel_as_customer(owed.id, user=None)
    sandbox.does(attempt.session_id, "pay")
    payments.settle(attempt.pk, Cause.WEBHOOK)
    assert states(owed) == ("cancelled", "cancelled", ["paid"], {"cancelled"})
    assert charge_of(owed).needs_attention == ["late_paid"]


def test_what_died_between_the_payment_and_the_request_is_finished(owed):
    for days in (6, 8):
        with at(owed.created_at + timedelta(days=days)) as now:
            if days == 6:
                unpaid.remind_and_cancel(now)
            else:
                payments.cancel_charge(charge_of(owed).pk)
    with at(now + timedelta(minutes=11)) as now:
        assert unpaid.remind_and_cancel(now) == (0, 1)
    assert states(owed) == ("cancelled", "cancelled", ["cancelled"], {"cancelled"})
    assert letters(owed)[-1] == "request.unpaid"


def test_whose_customer_took_it_back_as_the_worker_died_is_not_told_that_they_did_not_pay(
    owed,
    sandbox,  # noqa: F811
    monkeypatch,
):
    attempt = PaymentAttempt.objects.get()
    monkeypatch.setattr("payments.gateway.expire_session", lambda session_id: None)

    class WorkerDied(BaseException):
        pass

    def dies(*args, **kwargs):
        raise WorkerDied

    with monkeypatch.context() as killed, pytest.raises(WorkerDied):
        killed.setattr(cancelling, "record_cancellation", dies)
        cancelling.cancel_as_customer(owed.id, user=None)
    assert states(owed)[:2] == ("awaiting-payment", "cancelled")
    assert unpaid.remind_and_cancel(timezone.now()) == (0, 0), "whoever closed the payment may still be at it"
    with at(timezone.now() + timedelta(minutes=11)) as now:
        assert unpaid.remind_and_cancel(now) == (0, 1)
    assert letters(owed) == ["request.awaiting-payment", "request.cancelled"]
    sandbox.does(attempt.session_id, "pay")
    payments.settle(attempt.pk, Cause.WEBHOOK)
    assert states(owed)[0] == "cancelled" and charge_of(owed).needs_attention == ["late_paid"]


def test_what_is_being_paid_for_ever_keeps_no_other_waiting(owed, sandbox, monkeypatch):  # noqa: F811
    monkeypatch.setattr(unpaid, "AT_MOST", 1)
    odd = submit(started(BADGE).id)
    sent, last = owed.created_at, submit(started(BADGE).id)
    Charge.objects.filter(owner_id=str(owed.id)).update(state="paying")
    PaymentAttempt.objects.update(state="processing")
    monkeypatch.setattr("payments.services.charging._expire", lambda attempt, cause: None)
    really = unpaid.close_payment

    def fails_for_one(request):
        if request.id == odd.id:
            raise ValueError(request.name)
        really(request)

    monkeypatch.setattr(unpaid, "close_payment", fails_for_one)
    for reminded in (1, 1, 1):
        with at(sent + timedelta(days=6)) as now:
            assert unpaid.remind_and_cancel(now) == (reminded, 0)
    with at(sent + timedelta(days=8)) as now, pytest.raises(RoundNotWhole):
        unpaid.remind_and_cancel(now)
    assert [Request.objects.get(id=one.id).state for one in (owed, odd, last)] == [
        "awaiting-payment", "awaiting-payment", "cancelled",
    ]  # fmt: skip
