"""Giving money back: asking, approving by another person, sending, paying by hand."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from payments import refunding
from payments.approving import approve, is_small
from payments.card_numbers import refuse_card_numbers
from payments.errors import NotAllowed, OutOfDate, RefundRefused
from payments.models import Cause, Charge, ChargeEvent, CounterPayment, PaymentAttempt, Refund, RefundEvent
from payments.parts import Payment, may_go_by_hand, refundable, write_lines
from payments.permissions import may_approve_refunds, may_ask_refunds, person
from payments.refunding import send_refund
from payments.transitions import move_refund

__all__ = [
    "approve_refund",
    "ask_proposed_refund",
    "ask_refund",
    "clear_attention",
    "decline_refund",
    "record_refund_by_hand",
    "send_refund",
]

State = Refund.State

# As the database calls its refusals of refunds that come to more than was paid.
NEVER_MORE = {"never_more_refunded_than_paid", "never_more_refunded_than_the_line"}


def ask_refund(
    principal: Principal,
    charge_id: int,
    *,
    refundable_seen: int,
    reason: str,
    lines: Mapping[int, int] | None = None,
    note: str = "",
    attempt_id: int | None = None,
    by_hand: bool = False,
) -> Refund:
    """Ask to give back what is left of the payment that paid the charge, or only ``lines`` (pence by the line's id).

    ``attempt_id`` names another card payment of the charge, one that pays for nothing; it goes back whole. Up to
    `settings.REFUND_APPROVAL_PENCE` the refund is approved at once and sent by the worker (or by `send_refund`, which
    shows what became of it), over it another person approves. ``by_hand``: by bank transfer, because a refund to the card
    has failed; from there it goes as a refund of a counter payment. ``refundable_seen`` is `refundable(...).total_pence` as
    the person's page showed it: where that has changed, they look again.

    Raises:
        NotAllowed: not a role in finance.
        OutOfDate: what may be refunded is not what they saw.
        RefundRefused: nothing was paid, or a line bears less than that, or nothing would go back; or by hand, where no
            refund to the card has failed.
        CardNumberTyped: the note looks like a card number; so do the other verbs here.
    """
    refuse_card_numbers(note)
    user = person(principal, may_ask_refunds(principal))
    with _guarded(), transaction.atomic():
        payment, charge = _lock_payment(charge_id, attempt_id)
        if by_hand and not may_go_by_hand(payment):
            raise RefundRefused(
                "A card payment goes back to its card: only where that failed, by bank transfer."
            )
        left = refundable(payment)
        if left.total_pence != refundable_seen:
            raise OutOfDate(left.total_pence)
        parts = _parts(left.lines, lines) if payment.won else {}
        amount = sum(parts.values()) if payment.won else left.total_pence
        if not 0 < amount <= left.total_pence:
            raise RefundRefused(
                "That amount cannot be given back: part of it already was, or the bank holds it."
            )
        refund = Refund.objects.create(
            charge=charge,
            attempt=payment if isinstance(payment, PaymentAttempt) else None,
            counter_payment=payment if isinstance(payment, CounterPayment) else None,
            amount_pence=amount,
            reason=reason,
            note=note,
            is_by_hand=by_hand and isinstance(payment, PaymentAttempt),
            state=State.ASKED,
            asked_by=user,
            asked_at=timezone.now(),
        )
        RefundEvent.objects.create(refund=refund, to_state=State.ASKED, cause=Cause.STAFF, by=user, note=note)
        write_lines(refund, parts)
        _approve_if_small(refund, user)
    return refund


def ask_proposed_refund(principal: Principal, refund_id: int, *, note: str = "") -> Refund:
    """Take up a refund that the house proposed; from there it goes as with `ask_refund`.

    Raises:
        NotAllowed: not a role in finance.
        RefundRefused: it is not proposed (any more), or so much is not left of the payment.
    """
    refuse_card_numbers(note)
    user = person(principal, may_ask_refunds(principal))
    with _guarded(), transaction.atomic():
        refund = _lock_refund(refund_id)
        if refund.state != State.PROPOSED:
            raise RefundRefused("Somebody has decided on this proposal already.")
        payment = _payment_of(refund)
        if refund.amount_pence > refundable(payment).total_pence:
            raise RefundRefused(
                "So much is not left of this payment. Decline the proposal, and ask for what is left."
            )
        refund.asked_by, refund.asked_at = user, timezone.now()
        refund.note = note or refund.note
        move_refund(refund, State.ASKED, cause=Cause.STAFF, by_id=user.pk, note=note)
        refund.save()
        _approve_if_small(refund, user)
    return refund


def approve_refund(principal: Principal, refund_id: int, *, note: str = "") -> Refund:
    """Approve what another person asked for; the worker sends it (or `send_refund`).

    Raises:
        NotAllowed: not a finance approver, or the one who asked.
        RefundRefused: it does not wait for approval (any more).
    """
    refuse_card_numbers(note)
    user = person(principal, may_approve_refunds(principal))
    with _guarded(), transaction.atomic():
        refund = _lock_refund(refund_id)
        if refund.state != State.ASKED:
            raise RefundRefused("This refund does not wait for approval any more.")
        if refund.asked_by_id == user.pk:
            raise NotAllowed("Another person has to approve a refund that you asked for.")
        refund.decided_by, refund.decided_at = user, timezone.now()
        approve(refund, by_id=user.pk, note=note)
    return refund


def decline_refund(principal: Principal, refund_id: int, *, note: str) -> Refund:
    """Do not give it back: an approver about what was asked, anybody in finance about a proposal or their own asking.

    Raises:
        NotAllowed: neither of these.
        RefundRefused: it is past deciding.
    """
    refuse_card_numbers(note)
    user = person(principal, may_ask_refunds(principal))
    with transaction.atomic():
        refund = _lock_refund(refund_id)
        if refund.state not in {State.PROPOSED, State.ASKED}:
            raise RefundRefused("It is too late to decide on this refund.")
        is_own = refund.asked_by_id == user.pk
        if refund.state == State.ASKED and not is_own and not may_approve_refunds(principal):
            raise NotAllowed("Only a finance approver may decline what another person asked for.")
        if not is_own:
            refund.decided_by, refund.decided_at = user, timezone.now()
        refund.finished_at = timezone.now()
        move_refund(refund, State.DECLINED, cause=Cause.STAFF, by_id=user.pk, note=note)
        refund.save()
    return refund


def record_refund_by_hand(principal: Principal, refund_id: int, *, reference: str) -> Refund:
    """An approved refund of a payment at the counter, or of one whose card refund failed, was paid by bank transfer or in
    cash, under this reference.

    Raises:
        NotAllowed: not a role in finance.
        RefundRefused: it goes through Stripe, or is not approved, or the reference is missing.
    """
    refuse_card_numbers(reference)
    user = person(principal, may_ask_refunds(principal))
    with transaction.atomic():
        refund = _lock_refund(refund_id)
        if refund.is_by_card or refund.state != State.APPROVED or not reference.strip():
            raise RefundRefused(
                "Only an approved refund that does not go to a card is paid by hand, with a reference."
            )
        refunding.paid_by_hand(refund, user.pk, reference.strip())
    return refund


def clear_attention(principal: Principal, charge_id: int, flag: str, *, note: str) -> Charge:
    """Say that a person has looked at what was flagged, and what they found. Clearing again changes nothing.

    Raises:
        NotAllowed: not a role in finance.
    """
    refuse_card_numbers(note)
    user = person(principal, may_ask_refunds(principal))
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(pk=charge_id)
        if flag in charge.needs_attention:
            charge.needs_attention = [reason for reason in charge.needs_attention if reason != flag]
            charge.save(update_fields=["needs_attention"])
            detail = f"{flag}: {note}"[:300]
            ChargeEvent.objects.create(charge=charge, kind=ChargeEvent.Kind.CLEARED, detail=detail, by=user)
    return charge


def _approve_if_small(refund: Refund, user: User) -> None:
    if is_small(refund):
        approve(refund, by_id=user.pk)


def _parts(left: Mapping[int, int], wanted: Mapping[int, int] | None) -> dict[int, int]:
    if wanted is None:
        return {line: pence for line, pence in left.items() if pence}
    if any(line not in left or not 0 <= pence <= left[line] for line, pence in wanted.items()):
        raise RefundRefused("So much is not left of one of the lines.")
    return {line: pence for line, pence in wanted.items() if pence}


def _lock_payment(charge_id: int, attempt_id: int | None) -> tuple[Payment, Charge]:
    """Lock in the house's order: attempt, charge, then a counter payment."""
    attempts = PaymentAttempt.objects.select_for_update().filter(charge_id=charge_id)
    attempt = attempts.filter(pk=attempt_id).first() if attempt_id else attempts.filter(won=True).first()
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    if attempt is not None:
        return attempt, charge
    counter = CounterPayment.objects.select_for_update().filter(charge=charge, won=True).first()
    if counter is None or attempt_id:
        raise RefundRefused("Nothing has been paid that could be given back.")
    return counter, charge


def _lock_refund(refund_id: int) -> Refund:
    plain = Refund.objects.get(pk=refund_id)
    if plain.attempt_id:
        PaymentAttempt.objects.select_for_update().get(pk=plain.attempt_id)
    charge = Charge.objects.select_for_update().get(pk=plain.charge_id)
    if plain.counter_payment_id:
        CounterPayment.objects.select_for_update().get(pk=plain.counter_payment_id)
    refund = Refund.objects.select_for_update(of=("self",)).get(pk=refund_id)
    refund.charge = charge
    return refund


def _payment_of(refund: Refund) -> Payment:
    payment = refund.attempt or refund.counter_payment
    assert payment is not None
    return payment


@contextmanager
def _guarded() -> Iterator[None]:
    """The database's own refusal, should ours have missed it, in the same words."""
    try:
        yield
    except IntegrityError as error:
        cause = error.__cause__
        if not isinstance(cause, psycopg.Error) or cause.diag.constraint_name not in NEVER_MORE:
            raise
        raise RefundRefused("More would go back than was paid.") from error
