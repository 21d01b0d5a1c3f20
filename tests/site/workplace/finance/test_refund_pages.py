"""Giving money back: asked by one, approved by another, as their pages have it."""

import re

import pytest

from payments import services
from payments.models import Cause, Charge, PaymentAttempt, PaymentEvent, ReconcileException, Refund
from tests.site.workplace.finance.conftest import HOME, address, text

pytestmark = pytest.mark.django_db


def ask(browser, charge, **said):
    page = address(charge) + "refund/"
    given = {"seen": "12250", "how": "whole", "reason": "asked", "note": "", **said}
    return browser.post(page, given, follow=True)


def test_a_refund_over_the_limit_waits_for_another_person(finance, approver, auditor, paid):
    asked = text(finance.get(address(paid) + "refund/"))
    assert "£122.50 of it may go back" in asked and "Over £100.00 another person" in asked
    page = text(ask(finance, paid))
    assert "It goes out when another person has approved it" in page and "You asked for it" in page
    refund = Refund.objects.get()
    one = f"{HOME}refunds/{refund.uuid}/"
    assert finance.post(one, {"do": "approve", "note-note": ""}).status_code == 403
    assert auditor.post(one, {"do": "approve"}).status_code == 403
    assert "Approve £" not in text(auditor.get(one)) and "People in finance decide" in text(auditor.get(one))
    assert "Refunds waiting for approval" in text(approver.get(HOME))
    assert "Fay Finance" in text(approver.get(f"{HOME}refunds/"))
    assert "Approve £122.50" in text(approver.get(one))
    assert "It is being sent to Stripe" in text(approver.post(one, {"do": "approve"}, follow=True))
    assert "any more" in text(approver.post(one, {"do": "approve"}, follow=True)), "a second click"
    refund.refresh_from_db()
    assert (refund.state, refund.decided_by.name) == ("approved", "Abe Approver")


def test_a_card_number_is_refused_in_words_wherever_finance_writes_some(finance, paid):
    card, refused = "4242 4242 4242 4242", "This looks like a card number"
    assert refused in text(ask(finance, paid, note=card))
    assert not Refund.objects.exists()
    ask(finance, paid)
    decline = {"do": "decline", "decline-note": card}
    assert refused in text(finance.post(f"{HOME}refunds/{Refund.objects.get().uuid}/", decline))
    Charge.objects.filter(pk=paid.pk).update(needs_attention=["disputed"])
    assert refused in text(finance.post(address(paid) + "seen-to/disputed/", {"disputed-note": card}))
    odd = ReconcileException.objects.create(kind="orphan_refund", subject="re_1", amount_pence=-5)
    accept = {"do": "accept", "because": card}
    assert refused in text(finance.post(f"{HOME}exceptions/{odd.pk}/", accept))
    odd.refresh_from_db()
    assert not odd.is_accepted


def test_an_approver_declines_with_words(finance, approver, paid):
    ask(finance, paid)
    one = f"{HOME}refunds/{Refund.objects.get().uuid}/"
    assert "Say why" in text(approver.post(one, {"do": "decline", "decline-note": " "}))
    page = text(approver.post(one, {"do": "decline", "decline-note": "It was provided."}, follow=True))
    assert "is not given" in page and "It was provided." in page and "Declined by Abe Approver" in page
    assert approver.post(one, {"do": "nonsense"}).status_code == 400


def test_part_of_it_by_line_is_approved_at_once(finance, paid):
    post = paid.lines.get(key="post")
    wrong = text(ask(finance, paid, how="lines", **{f"line_{post.pk}": "2.51"}))
    assert "Only £2.50 is left of it" in wrong
    assert "at least one line" in text(ask(finance, paid, how="lines"))
    assert "Enter an amount such as" in text(ask(finance, paid, how="lines", **{f"line_{post.pk}": "two"}))
    page = text(ask(finance, paid, how="lines", **{f"line_{post.pk}": "2.50"}))
    assert "It is being sent to Stripe" in page and "Posting it" in page
    # What their page showed is not so any more: they look again, and what they typed stays.
    stale = ask(finance, paid, note="For Sam")
    assert "it is £120.00 now" in text(stale) and "For Sam" in text(stale)
    assert re.search(r'name="seen" value="12000"', stale.content.decode())
    assert Refund.objects.count() == 1


def test_what_came_twice_is_proposed_taken_up_and_goes_back_whole(sandbox, finance, charge, pay):
    first = services.start_attempt(charge.pk)
    PaymentAttempt.objects.update(state="failed")
    PaymentEvent.objects.create(attempt=first, from_state="open", to_state="failed", cause=Cause.POLL)
    second = services.start_attempt(charge.pk)
    for each in (second, first):
        sandbox.does(each.session_id, "pay")
        services.settle(each.pk, Cause.WEBHOOK)
    assert "Refunds that are proposed" in text(finance.get(HOME))
    page = text(finance.get(address(charge)))
    assert "It was paid more than once" in page and "It pays for nothing" in page
    refund = Refund.objects.get(state="proposed")
    assert "122.50" in text(finance.get(f"{HOME}refunds/?which=proposed"))
    other = f"{address(charge)}refund/?payment={first.uuid}"
    assert "pays for nothing" in text(finance.get(other))
    assert finance.get(f"{address(charge)}refund/?payment={second.uuid}").status_code == 404
    one = f"{HOME}refunds/{refund.uuid}/"
    assert "when another person has approved it" in text(finance.post(one, {"do": "take-up"}, follow=True))
    assert "already" in text(finance.post(one, {"do": "take-up"}))


def test_a_failed_refund_says_why_and_what_to_do_and_is_paid_by_bank_transfer(finance, approver, paid):
    assert "Where does it go?" not in text(finance.get(address(paid) + "refund/"))
    ask(finance, paid)
    Refund.objects.update(state="failed", failure="expired_or_canceled_card")
    page = text(finance.get(f"{HOME}refunds/?which=failed"))
    assert "The card is closed. Agree with the payer on a bank transfer." in page
    assert "Ask for it again" in text(finance.get(f"{HOME}refunds/{Refund.objects.get().uuid}/"))
    Refund.objects.update(failure="news_of_stripe")
    assert "“news_of_stripe”" in text(finance.get(f"{HOME}refunds/?which=failed"))
    assert "Choose where it goes" in text(ask(finance, paid))
    ask(finance, paid, where="bank")
    second = Refund.objects.get(is_by_hand=True)
    one = f"{HOME}refunds/{second.uuid}/"
    assert "Pay it by hand, then enter" in text(approver.post(one, {"do": "approve"}, follow=True))
    assert "by card, by bank transfer" in text(finance.get(one))
    assert str(second.uuid) in finance.get(f"{HOME}refunds/?which=by-hand").content.decode()
    assert str(second.uuid) not in finance.get(f"{HOME}refunds/?which=under-way").content.decode()
    assert "was paid back" in text(finance.post(one, {"do": "paid", "reference": "BACS 9"}, follow=True))
