"""Booked and paid: nobody pays for a place that is gone without hearing of it, and none is kept for whoever does not pay."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone

from forms_engine.booking import holding
from forms_engine.booking.actors import Owner
from forms_engine.booking.errors import NoPlace, NothingHeld
from forms_engine.booking.models import Place
from forms_engine.delivery.models import Delivery
from forms_engine.journeys import services
from forms_engine.requests import cancelling, unpaid
from forms_engine.requests.bookings import moving
from forms_engine.requests.bookings.refund_words import refund_now
from forms_engine.requests.integrity import problems
from forms_engine.requests.models import Customer, Request
from payments import importing
from payments import services as payments
from payments.models import Cause, Charge, Refund
from payments.receipts import receipt_number
from payments.refunding import import_refunds_of
from tests.factories import make_user, signed_in
from tests.forms_engine.booking.calendars import submission as somebody
from tests.forms_engine.requests.bookings.appointments import (
    booking_of,
    charge_of,
    filled_in,
    kinds,
    last_letter,
    letters,
    open_calendar,
    sent,
)
from tests.forms_engine.requests.payloads import hold_against_its_schema
from tests.payments.conftest import who
from tests.stripe_sandbox import sandbox  # noqa: F401  # a fixture

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


@pytest.fixture
def nine(sandbox):  # noqa: F811
    return open_calendar(fee=True)[0]


def later(at_noon, minutes):
    at_noon.move_to(timezone.now() + timedelta(minutes=minutes), tick=False)


def pay(request, sandbox):  # noqa: F811
    attempt = payments.start_attempt(charge_of(request).pk)
    sandbox.does(attempt.session_id, "pay")
    return payments.settle(attempt.pk, Cause.RETURN)


def test_it_is_sent_kept_while_it_is_paid_and_confirmed(nine, sandbox):  # noqa: F811
    made = sent(nine)
    assert (made.state, booking_of(made).state) == ("awaiting-payment", "awaiting_payment")
    assert made.pay_by - timezone.now() == timedelta(minutes=35)
    attempt = payments.start_attempt(charge_of(made).pk)
    assert attempt.expires_at - timezone.now() == timedelta(minutes=31)
    assert "Monday 7 December 2026, 9am to 9:30am" in last_letter(made, "request.awaiting-payment").body
    sandbox.does(attempt.session_id, "pay")
    payments.settle(attempt.pk, Cause.RETURN)
    payments.settle(attempt.pk, Cause.WEBHOOK)
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("received", "confirmed")
    assert kinds(made) == ["submitted", "paid", "booked"]
    assert letters(made).count("request.booked") == 1 and "request.received" not in letters(made)
    told = Delivery.objects.filter(owner_id=str(made.id)).first().body
    assert '"state":"confirmed"' in told and '"starts_at":"2026-12-07T09:00:00+00:00"' in told
    assert f'"payment":{{"receipt":"{receipt_number(attempt)}","how":"card",' in told.replace(": ", ":")
    hold_against_its_schema(json.loads(told))
    assert list(problems()) == []


def test_without_a_place_nothing_is_kept_of_the_request(nine, at_noon):
    draft = filled_in(nine)
    later(at_noon, 16)
    holding.hold(somebody(), nine.pk)
    with pytest.raises(NoPlace):
        services.submit(draft.id)
    assert not Request.objects.exists()


def test_what_was_let_go_is_not_sent(nine):
    draft = filled_in(nine)
    holding.release(Owner("submission", str(draft.id)))
    with pytest.raises(NothingHeld):
        services.submit(draft.id)
    assert not Request.objects.exists()


def test_nobody_pays_and_the_place_is_free_once_the_page_at_stripe_is_closed(
    nine,
    at_noon,
    sandbox,  # noqa: F811
    settings,
):
    made = sent(nine)
    attempt = payments.start_attempt(charge_of(made).pk)
    later(at_noon, 20)
    assert unpaid.cancel_booked(timezone.now()) == 0
    unpaid.remind_and_cancel(timezone.now())
    later(at_noon, 16)
    settings.STRIPE_API, is_at = "http://127.0.0.1:9", settings.STRIPE_API
    assert unpaid.cancel_booked(timezone.now()) == 0
    settings.STRIPE_API = is_at
    assert booking_of(made).state == "awaiting_payment"
    assert unpaid.cancel_booked(timezone.now()) == 1
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("cancelled", "released")
    assert Place.objects.get(slot=nine).booking_id is None
    assert sandbox.does(attempt.session_id, "pay")["status"] == "expired"
    assert sorted(letters(made)) == ["request.awaiting-payment", "request.unpaid"]
    assert "Somebody else can have the time" in last_letter(made, "request.unpaid").body
    assert list(problems()) == []


@pytest.fixture
def late(nine, at_noon, sandbox, monkeypatch):  # noqa: F811
    """Paid on Stripe's page, of which we heard only after we had let go of the place."""
    made = sent(nine)
    attempt = payments.start_attempt(charge_of(made).pk)
    later(at_noon, 30)
    sandbox.does(attempt.session_id, "pay")
    later(at_noon, 6)
    monkeypatch.setattr("payments.gateway.expire_session", lambda session_id: None)
    assert unpaid.cancel_booked(timezone.now()) == 1
    monkeypatch.undo()
    return made, attempt


def test_paid_late_it_has_its_place_again_where_that_is_free(late):
    made, attempt = late
    payments.settle(attempt.pk, Cause.WEBHOOK)
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("received", "confirmed")
    assert charge_of(made).needs_attention == []
    assert "request.booked" in letters(made) and "request.no-place" not in letters(made)
    assert list(problems()) == []


@pytest.fixture
def without(late, nine):
    """The same, and somebody else has the time now."""
    made, attempt = late
    sent(nine)
    payments.settle(attempt.pk, Cause.WEBHOOK)
    made.refresh_from_db()
    return made


def test_paid_late_and_the_place_is_gone_other_times_and_the_money_are_offered(without):
    assert (without.state, booking_of(without).state) == ("received", "released")
    assert charge_of(without).needs_attention == ["no_place"]
    proposed = Refund.objects.get()
    assert (proposed.state, proposed.reason, proposed.amount_pence) == ("proposed", "no_place", 2500)
    assert kinds(without)[-2:] == ["paid", "no-place"]
    letter = last_letter(without, "request.no-place")
    assert f"/requests/{without.reference}/booking/" in letter.body and not letter.calendar
    assert '"state":"no-place"' in Delivery.objects.filter(owner_id=str(without.id)).first().body
    assert list(problems()) == []


def test_its_customer_reads_what_happened_and_what_they_can_do(without):
    user = make_user()
    Customer.objects.filter(requests=without).update(user=user)
    browser, here = signed_in(user), f"/requests/{without.reference}/"
    page = browser.get(here).content.decode()
    assert "somebody else has it now. You have no appointment." in page
    assert f'href="{here}booking/"' in page and page.count(f'href="{here}cancel/"') == 1
    assert "you do not pay again" in browser.get(f"{here}booking/").content.decode()
    told = browser.get(f"/api/v1/requests/{without.reference}").json()["appointment"]
    assert (told["state"], told["may_move"], told["move_until"]) == ("no-place", True, None)
    assert told["move_url"].endswith(f"{here}booking/") and told["refund_pence"] == 2500
    Refund.objects.update(state="pending", is_external=True)
    told = browser.get(f"/api/v1/requests/{without.reference}").json()["appointment"]
    assert (told["state"], told["may_move"], told["move_url"]) == ("no-place", False, "")


def test_another_time_is_chosen_and_the_refund_is_off(without):
    assert moving.may_choose_again(without, booking_of(without))
    free = booking_of(without).slot.schedule.slots.order_by("starts_at")[2]
    for _ in range(2):
        moving.move_as_customer(without.id, free.pk, user=None)
    assert (booking_of(without).state, booking_of(without).slot) == ("confirmed", free)
    assert charge_of(without).needs_attention == []
    assert Refund.objects.get().state == "declined"
    assert letters(without).count("request.booked") == 1
    assert list(problems()) == []


def test_once_the_money_is_on_its_way_back_no_other_time_is_had_for_it(without):
    Refund.objects.update(state="pending", is_external=True)
    free = booking_of(without).slot.schedule.slots.order_by("starts_at")[2]
    with pytest.raises(moving.CannotMove):
        moving.move_as_customer(without.id, free.pk, user=None)
    assert booking_of(without).state == "released" and kinds(without)[-1] == "no-place"


def test_cancelled_with_no_place_its_money_goes_back_once(without):
    cancelling.cancel_as_customer(without.id, user=None)
    refund = Refund.objects.get()
    assert (refund.state, refund.is_by_rule, refund.reason) == ("approved", True, "no_place")
    assert charge_of(without).needs_attention == []
    assert "We will pay back £25 to the card you paid with" in last_letter(without, "request.cancelled").body
    assert list(problems()) == []


def test_cancelled_while_it_is_to_be_paid_the_place_is_free(nine, sandbox):  # noqa: F811
    made = sent(nine)
    attempt = payments.start_attempt(charge_of(made).pk)
    cancelling.cancel_as_customer(made.id, user=None)
    assert booking_of(made).state == "released"
    assert sandbox.does(attempt.session_id, "pay")["status"] == "expired"
    assert not Refund.objects.exists()
    assert list(problems()) == []


def test_cancelled_in_time_it_is_paid_back_and_its_customer_hears_when(nine, sandbox):  # noqa: F811
    made = sent(nine)
    pay(made, sandbox)
    for _ in range(2):
        cancelling.cancel_as_customer(made.id, user=None)
    made.refresh_from_db()
    assert (made.state, booking_of(made).state) == ("cancelled", "cancelled")
    refund = Refund.objects.get()
    assert (refund.state, refund.reason) == ("approved", "cancelled")
    assert (refund.is_by_rule, refund.asked_by, refund.decided_by) == (True, None, None)
    assert list(refund.events.values_list("to_state", "cause")) == [
        ("proposed", "house"),
        ("approved", "house"),
    ]
    letter = last_letter(made, "request.booking-cancelled")
    assert "We will pay back £25 to the card you paid with" in letter.body
    assert letter.calendar_method == "CANCEL"
    assert letters(made).count("request.booking-cancelled") == 1
    # The worker's job and the poller both send it: it leaves once.
    assert [payments.send_refund(refund.pk).state for _ in range(2)] == ["succeeded"] * 2
    assert len(sandbox.journal()["refunds"]) == 1
    assert "We have paid back £25 for" in last_letter(made, "request.refunded").body
    assert list(problems()) == []


def test_over_the_limit_a_person_checks_it_first_and_the_letter_says_so(nine, sandbox, settings):  # noqa: F811
    settings.REFUND_APPROVAL_PENCE = 2499
    made = sent(nine)
    pay(made, sandbox)
    cancelling.cancel_as_customer(made.id, user=None)
    refund = Refund.objects.get()
    assert (refund.state, refund.is_by_rule) == ("proposed", False)
    letter = last_letter(made, "request.booking-cancelled").body
    assert "checks the refund of £25 first" in letter and "We will pay back" not in letter
    made.refresh_from_db()
    assert refund_now(made, "en").startswith("A person in our finance team checks the refund of £25 first")
    payments.ask_proposed_refund(who("finance"), refund.pk)
    approved = payments.approve_refund(who("finance-approver"), refund.pk)
    assert refund_now(made, "en").startswith("We will pay back £25")
    sandbox.bank("refunds", payments.send_refund(approved.pk).provider_id, "come-back")
    assert refund_now(made, "en") == ""
    payments.send_refund(approved.pk)
    assert "it did not reach your card" in refund_now(made, "en")
    assert charge_of(made).needs_attention == ["refund_failed"]
    assert list(problems()) == []


def test_what_is_disputed_already_is_not_paid_back_a_second_time(nine, sandbox):  # noqa: F811
    made = sent(nine)
    attempt = pay(made, sandbox)
    sandbox.bank("charges", attempt.charge_ref or attempt.intent_id, "dispute")
    importing.import_since(timezone.now() - timedelta(days=1))
    cancelling.cancel_as_customer(made.id, user=None)
    assert not Refund.objects.exists()
    assert (
        "Your bank has asked us for this payment back" in last_letter(made, "request.booking-cancelled").body
    )


def test_by_a_rule_that_gives_nothing_it_stays_paid(nine, sandbox):  # noqa: F811
    nine.resource.kind.__class__.objects.update(refund_rule="never")
    made = sent(nine)
    pay(made, sandbox)
    cancelling.cancel_as_customer(made.id, user=None)
    assert not Refund.objects.exists()
    assert "You paid £25. It is not paid back" in last_letter(made, "request.booking-cancelled").body


def test_paid_at_the_counter_it_goes_back_by_hand(nine, sandbox):  # noqa: F811
    made = sent(nine)
    officer = who("officer")
    payments.record_counter_payment(
        officer, charge_of(made).pk, method="cheque", reference="000123", amount_pence=2500
    )
    cancelling.cancel_as_customer(made.id, user=None)
    assert Refund.objects.get().state == "approved"
    assert "You did not pay it online" in last_letter(made, "request.booking-cancelled").body
    payments.record_refund_by_hand(who("finance"), Refund.objects.get().pk, reference="BACS-1")
    told = last_letter(made, "request.refunded").body
    assert "We have paid back £25 for" in told and "card" not in told
    assert list(problems()) == []


def test_after_the_deadline_its_customer_cannot_cancel(nine, at_noon, sandbox):  # noqa: F811
    made = sent(nine)
    pay(made, sandbox)
    at_noon.move_to("2026-12-06T10:00:00Z", tick=False)
    assert not cancelling.may_cancel(made)
    with pytest.raises(cancelling.StateRefused):
        cancelling.cancel_as_customer(made.id, user=None)
    assert booking_of(made).state == "confirmed"


def test_what_was_paid_back_is_on_its_timeline_and_in_a_letter(nine, sandbox):  # noqa: F811
    made = sent(nine)
    attempt = pay(made, sandbox)
    charge = attempt.charge_ref or attempt.intent_id
    sandbox.bank("charges", charge, "refund-in-dashboard", amount=1000)
    import_refunds_of(attempt, Cause.IMPORT)
    assert kinds(made)[-1] == "refunded" and made.timeline.last().message == "£10"
    assert "We have paid back £10 of what you paid" in last_letter(made, "request.refunded").body
    assert list(problems()) == []


def test_the_check_of_live_data_names_what_does_not_fit(nine, sandbox):  # noqa: F811
    made = sent(nine)
    Request.objects.filter(id=made.id).update(state="cancelled", finished_at=timezone.now())
    said = " ".join(problems())
    assert "waits for a payment that the request does not wait for" in said and "still has a place" in said
    Request.objects.filter(id=made.id).update(state="awaiting-payment", finished_at=None)
    Charge.objects.update(state="cancelled", cancelled_at=timezone.now() - timedelta(days=1000))
    assert "keeps its place for a payment that nobody can make" in " ".join(problems())
