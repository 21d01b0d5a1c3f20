"""Giving money back: never more than was paid, never without the second person, never twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from payments import refunding, services
from payments.errors import GatewayUnavailable, NotAllowed, OutOfDate, RefundRefused
from payments.integrity import problems
from payments.models import Anomaly, Cause, Charge, LedgerEntry, PaymentAttempt, PaymentEvent, Refund
from payments.parts import refundable
from payments.permissions import may_read_money
from payments.polling import hand_out_refunds
from payments.transitions import move_refund
from tests.payments.conftest import who

State = Refund.State
pytestmark = pytest.mark.django_db


def ask(principal, charge_id, seen=1000, reason="asked", **rest):
    return services.ask_refund(principal, charge_id, refundable_seen=seen, reason=reason, **rest)


def books() -> dict[str, int]:
    sums: dict[str, int] = {}
    for entry in LedgerEntry.objects.all():
        sums[entry.account] = sums.get(entry.account, 0) + entry.amount_pence
    return {account: pence for account, pence in sums.items() if pence}


def test_a_whole_refund_goes_back_and_its_owner_hears_once(sandbox, paid, finance, refunded_owners):
    refund = ask(finance, paid.charge_id)
    assert refund.state == State.APPROVED
    for _ in range(2):
        refund = services.send_refund(refund.pk)
    charge = Charge.objects.get()
    assert (refund.state, charge.state) == (State.SUCCEEDED, Charge.State.REFUNDED)
    assert refunded_owners == [(charge.owner_id, 1000, "refunded")]
    assert len(sandbox.calls("POST", "/refunds")) == 1
    assert books() == {"income": -1000, "refunds": 1000}
    assert list(problems()) == []


def test_a_refund_by_line_leaves_the_rest(sandbox, paid, finance, refunded_owners):
    post = paid.charge.lines.get(key="post")
    refund = services.send_refund(ask(finance, paid.charge_id, lines={post.pk: 150}).pk)
    assert (refund.amount_pence, Charge.objects.get().state) == (150, Charge.State.PART_REFUNDED)
    assert [(part.line.key, part.amount_pence) for part in refund.lines.all()] == [("post", 150)]
    left = refundable(paid)
    assert (left.total_pence, left.lines[post.pk]) == (850, 50)
    with pytest.raises(RefundRefused):
        ask(finance, paid.charge_id, seen=850, lines={post.pk: 51})
    assert list(problems()) == []


def test_who_asks_echoes_what_they_saw(paid, finance):
    ask(finance, paid.charge_id, lines={paid.charge.lines.get(key="post").pk: 10})
    with pytest.raises(OutOfDate) as stale:
        ask(finance, paid.charge_id)
    assert stale.value.refundable_pence == 990


def test_over_the_limit_another_person_approves(settings, sandbox, paid, finance, approver):
    settings.REFUND_APPROVAL_PENCE = 999
    refund = ask(approver, paid.charge_id)
    assert refund.state == State.ASKED
    assert services.send_refund(refund.pk).state == State.ASKED
    assert sandbox.calls("POST", "/refunds") == []
    for person in (finance, approver):
        with pytest.raises(NotAllowed):
            services.approve_refund(person, refund.pk)
    second = who("finance-approver")
    assert services.approve_refund(second, refund.pk).state == State.APPROVED
    assert services.send_refund(refund.pk).state == State.SUCCEEDED
    with pytest.raises(IntegrityError, match="a_second_person_decides"), transaction.atomic():
        Refund.objects.update(decided_by=approver.user)


def test_a_large_refund_in_small_parts_is_a_large_one(settings, sandbox, paid, finance, approver):
    settings.REFUND_APPROVAL_PENCE = 500
    badge = paid.charge.lines.get(key="badge").pk
    assert ask(finance, paid.charge_id, lines={badge: 300}).state == State.APPROVED
    # The same person, or a friend of theirs, once more: together it is over the limit.
    refund = ask(who("finance"), paid.charge_id, seen=700, lines={badge: 201})
    assert refund.state == State.ASKED
    assert services.approve_refund(approver, refund.pk).state == State.APPROVED
    # What two people have agreed to counts for nothing.
    assert ask(finance, paid.charge_id, seen=499, lines={badge: 200}).state == State.APPROVED


def test_what_is_not_approved_may_be_asked_again(settings, paid, finance, approver):
    settings.REFUND_APPROVAL_PENCE = 0
    refund = ask(finance, paid.charge_id)
    assert services.decline_refund(approver, refund.pk, note="No").state == State.DECLINED
    with pytest.raises(RefundRefused):
        services.approve_refund(approver, refund.pk)
    assert ask(finance, paid.charge_id).state == State.ASKED


def test_officers_and_auditors_give_nothing_back(paid, officer):
    auditor = who("auditor")
    for person in (officer, auditor):
        with pytest.raises(NotAllowed):
            ask(person, paid.charge_id)
    assert (may_read_money(auditor), may_read_money(officer)) == (True, False)


def test_a_slow_refund_is_pending_until_the_bank_answers(sandbox, paid, finance, refunded_owners):
    sandbox.faults(refunds_pending=True)
    refund = services.send_refund(ask(finance, paid.charge_id).pk)
    assert (refund.state, Charge.objects.get().state) == (State.PENDING, Charge.State.PAID)
    assert refunded_owners == []
    sandbox.bank("refunds", refund.provider_id, "arrive")
    later = timezone.now() + timedelta(days=2)
    due: list[int] = []
    assert hand_out_refunds(later, due.append) == 1
    assert services.send_refund(due[0]).state == State.SUCCEEDED
    assert hand_out_refunds(later + timedelta(days=9), due.append) == 0
    assert len(refunded_owners) == 1


def test_a_refund_that_comes_back_is_flagged_and_off_the_books(sandbox, paid, finance):
    refund = services.send_refund(ask(finance, paid.charge_id).pk)
    sandbox.bank("refunds", refund.provider_id, "come-back")
    refund = services.send_refund(refund.pk)
    charge = Charge.objects.get()
    assert (refund.state, refund.failure) == (State.FAILED, "lost_or_stolen_card")
    assert (charge.state, charge.needs_attention) == (Charge.State.PAID, ["refund_failed"])
    assert books() == {"card_clearing": 1000, "income": -1000}
    services.clear_attention(finance, charge.pk, "refund_failed", note="asked for bank details")
    assert services.send_refund(ask(finance, paid.charge_id).pk).state == State.SUCCEEDED
    assert books() == {"income": -1000, "refunds": 1000}
    assert list(problems()) == []


def test_what_does_not_reach_the_card_is_paid_by_bank_transfer_and_not_a_second_time(
    sandbox, paid, finance, refunded_owners
):
    with pytest.raises(RefundRefused):
        ask(finance, paid.charge_id, by_hand=True)  # nothing has failed
    refund = services.send_refund(ask(finance, paid.charge_id).pk)
    sandbox.bank("refunds", refund.provider_id, "come-back")
    services.send_refund(refund.pk)
    by_hand = ask(finance, paid.charge_id, by_hand=True)
    assert (by_hand.state, by_hand.is_by_card, by_hand.next_check_at) == (State.APPROVED, False, None)
    assert services.send_refund(by_hand.pk).state == State.APPROVED
    services.record_refund_by_hand(finance, by_hand.pk, reference="BACS 78")
    assert Charge.objects.get().state == Charge.State.REFUNDED
    assert books() == {"card_clearing": 1000, "income": -1000, "refunds": 1000, "bank": -1000}
    assert list(problems()) == []
    # Somebody gives it back once more, in Stripe's dashboard: it is kept as news, and the rest stands.
    charge_ref = sandbox.journal()["charges"][0]["id"]
    sandbox.bank("charges", charge_ref, "refund-in-dashboard", amount=1000)
    for _ in range(2):
        refunding.import_refunds_of(paid, Cause.IMPORT)
    assert Anomaly.objects.filter(from_state="paid back otherwise").count() == 1
    assert Charge.objects.get().state == Charge.State.REFUNDED
    assert list(problems()) == []


def test_a_refund_whose_answer_was_lost_is_the_same_refund(sandbox, paid, finance):
    refund = ask(finance, paid.charge_id)
    sandbox.faults(drop_after_commit=2)
    with pytest.raises(GatewayUnavailable):
        services.send_refund(refund.pk)
    assert services.send_refund(refund.pk).state == State.SUCCEEDED
    assert len(sandbox.journal()["refunds"]) == 1


def test_a_refund_on_which_stripe_broke_down_after_doing_it_is_found(sandbox, paid, finance):
    refund = ask(finance, paid.charge_id)
    sandbox.faults(fail_after_commit=1)
    assert services.send_refund(refund.pk).state == State.SUCCEEDED
    assert len(sandbox.journal()["refunds"]) == 1


def test_a_refund_made_in_the_dashboard_is_imported_by_line(sandbox, paid, refunded_owners):
    charge_ref = sandbox.journal()["charges"][0]["id"]
    sandbox.bank("charges", charge_ref, "refund-in-dashboard", amount=333)
    for _ in range(2):
        refunding.import_refunds_of(paid, Cause.IMPORT)
    refund = Refund.objects.get()
    assert (refund.is_external, refund.state, refund.amount_pence) == (True, State.SUCCEEDED, 333)
    assert [part.amount_pence for part in refund.lines.all()] == [266, 67]
    assert refunded_owners == [(paid.charge.owner_id, 333, "part_refunded")]
    assert list(problems()) == []


def test_the_dashboard_was_faster_than_our_own(sandbox, settings, paid, finance):
    settings.REFUND_APPROVAL_PENCE = 0
    ours = ask(finance, paid.charge_id)
    sandbox.bank("charges", sandbox.journal()["charges"][0]["id"], "refund-in-dashboard", amount=1000)
    refunding.import_refunds_of(paid, Cause.IMPORT)
    ours.refresh_from_db()
    assert ours.state == State.DECLINED
    assert Charge.objects.get().state == Charge.State.REFUNDED
    assert list(problems()) == []


def test_money_that_came_twice_is_proposed_and_given_back(sandbox, attempt, finance, refunded_owners):
    PaymentAttempt.objects.update(state="failed")
    PaymentEvent.objects.create(attempt=attempt, from_state="open", to_state="failed", cause=Cause.POLL)
    second = services.start_attempt(attempt.charge_id)
    for each in (second, attempt):
        sandbox.does(each.session_id, "pay")
        services.settle(each.pk, Cause.WEBHOOK)
    proposed = Refund.objects.get()
    assert (proposed.state, proposed.reason, proposed.attempt) == (State.PROPOSED, "overpaid", attempt)
    assert books() == {"card_clearing": 2000, "income": -1000, "suspense": -1000}
    services.ask_proposed_refund(finance, proposed.pk)
    assert services.send_refund(proposed.pk).state == State.SUCCEEDED
    assert Charge.objects.get().state == Charge.State.PAID
    assert refunded_owners == []
    assert books() == {"card_clearing": 1000, "income": -1000}
    assert list(problems()) == []


def test_no_place_proposes_the_whole_of_it(paid, finance):
    with transaction.atomic():
        services.flag_no_place(Charge.objects.select_for_update().get())
    proposed = Refund.objects.get()
    assert (proposed.reason, proposed.amount_pence, proposed.lines.count()) == ("no_place", 1000, 2)
    assert Charge.objects.get().needs_attention == ["no_place"]


def test_an_illegal_change_is_noted_once_and_changes_nothing(sandbox, paid, finance, settings, approver):
    settings.REFUND_APPROVAL_PENCE = 0
    refund = ask(finance, paid.charge_id)
    services.decline_refund(approver, refund.pk, note="")
    refund.refresh_from_db()
    assert not move_refund(refund, State.SUCCEEDED, cause=Cause.POLL)
    assert not move_refund(refund, State.SUCCEEDED, cause=Cause.POLL)
    assert Anomaly.objects.get().subject == f"refund {refund.pk}"
