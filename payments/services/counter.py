"""Money that an officer takes: cash, a cheque, or the phone-payment line. No card number is ever typed here."""

from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from audiences.principal import Principal
from payments import ledger, owners
from payments.card_numbers import refuse_card_numbers
from payments.errors import AlreadyPaid, ChargeNotPayable, ReferenceTaken
from payments.flags import raise_flag
from payments.models import Cause, Charge, ChargeEvent, CounterPayment, Refund
from payments.permissions import may_ask_refunds, may_take_money, person
from payments.return_tokens import counter_receipt_token, hash_of
from payments.services.charging import close_open_page
from payments.transitions import LEGAL_COUNTER, move_by

State = CounterPayment.State


def record_counter_payment(
    principal: Principal, charge_id: int, *, method: str, reference: str, amount_pence: int
) -> CounterPayment:
    """Record that the whole charge was paid to an officer. The charge is paid, and its owner hears of it.

    An open page at Stripe is closed first; money that was faster wins. Must not be called inside a transaction. The
    same officer, method, reference and charge again is the same payment.

    Raises:
        NotAllowed: not an officer.
        AlreadyPaid: it is paid, or a payment is on its way.
        ChargeNotPayable: it was cancelled, or waits for a person's decision.
        ReferenceTaken: that reference belongs to another payment.
        GatewayUnavailable: Stripe did not answer, so its page may still take money: nothing was recorded.
        CardNumberTyped: the reference looks like a card number.
        ValueError: another amount than is owed, an unknown method, or no reference where one is needed.
    """
    user = person(principal, may_take_money(principal))
    reference = reference.strip()
    refuse_card_numbers(reference)
    known = CounterPayment.objects.filter(
        charge_id=charge_id, method=method, reference=reference, taken_by=user, won=True
    ).first()
    if known is not None:
        return known
    if method not in CounterPayment.Method.values or (method != CounterPayment.Method.CASH and not reference):
        raise ValueError("a cheque and the phone-payment line have a reference")
    close_open_page(charge_id, Cause.STAFF)
    try:
        with transaction.atomic(durable=True):
            charge = Charge.objects.select_for_update().get(pk=charge_id)
            require_unpaid(charge)
            if amount_pence != charge.total_pence:
                raise ValueError("a charge is paid whole")
            uuid = uuid4()
            payment = CounterPayment.objects.create(
                charge=charge,
                uuid=uuid,
                method=method,
                reference=reference,
                amount_pence=amount_pence,
                taken_by=user,
                receipt_token_hash=hash_of(counter_receipt_token(uuid)),
            )
            charge.state, charge.paid_at = Charge.State.PAID, payment.taken_at
            charge.save()
            _note(charge, ChargeEvent.Kind.COUNTER_PAID, f"{method} {reference}".strip(), user.pk)
            ledger.post_counter(payment)
            owners.tell_paid(charge)
    except IntegrityError as error:
        if "one_counter_payment_per_reference" in str(error):
            raise ReferenceTaken("A payment with this reference was recorded already.") from error
        raise
    return payment


def take_back_counter_payment(principal: Principal, payment_id: int, *, why: str) -> CounterPayment:
    """A payment at the counter was a mistake, or its cheque bounced: the charge is due again, and a person looks at it,
    because its owner went ahead when it was paid. Taking back again changes nothing.

    Raises:
        NotAllowed: neither in finance nor the officer who took it.
        ChargeNotPayable: part of it has been refunded, or is to be.
        CardNumberTyped: the reason looks like a card number.
        ValueError: no reason given.
    """
    refuse_card_numbers(why)
    payment = CounterPayment.objects.get(pk=payment_id)
    is_theirs = (
        may_take_money(principal) and principal.user is not None and payment.taken_by_id == principal.user.pk
    )
    user = person(principal, is_theirs or may_ask_refunds(principal))
    if not why.strip():
        raise ValueError("why it is taken back has to be said")
    with transaction.atomic():
        charge = Charge.objects.select_for_update().get(pk=payment.charge_id)
        payment = CounterPayment.objects.select_for_update().get(pk=payment_id)
        if payment.state == State.TAKEN_BACK:
            return payment
        if payment.refunds.filter(state__in=Refund.LIVE).exists():
            raise ChargeNotPayable("Part of this payment has been given back, or is to be.")
        now = timezone.now()
        move_by(LEGAL_COUNTER, payment, State.TAKEN_BACK, Cause.STAFF)
        payment.won, payment.taken_back_by, payment.taken_back_at = False, user, now
        payment.why_taken_back = why.strip()[:300]
        payment.save()
        charge.state, charge.paid_at = Charge.State.DUE, None
        raise_flag(charge, Charge.Attention.TAKEN_BACK)
        charge.save()
        _note(charge, ChargeEvent.Kind.TAKEN_BACK, why.strip()[:300], user.pk)
        ledger.post_taken_back(payment, now)
    return payment


def mark_banked(principal: Principal, payment_id: int, *, bank_reference: str) -> CounterPayment:
    """The money was seen on the bank statement, under this reference. Doing it again changes nothing.

    Raises:
        NotAllowed: not in finance.
        ChargeNotPayable: it was taken back.
        CardNumberTyped: the reference looks like a card number.
    """
    refuse_card_numbers(bank_reference)
    person(principal, may_ask_refunds(principal))
    with transaction.atomic():
        # The books refer to the charge: it comes first here too.
        Charge.objects.select_for_update().get(counter_payments=payment_id)
        payment = CounterPayment.objects.select_for_update().get(pk=payment_id)
        if payment.state == State.BANKED:
            return payment
        if not move_by(LEGAL_COUNTER, payment, State.BANKED, Cause.STAFF):
            raise ChargeNotPayable("This payment was taken back.")
        payment.banked_at, payment.bank_reference = timezone.now(), bank_reference.strip()[:60]
        payment.save()
        ledger.post_banked(payment, payment.banked_at)
    return payment


def require_unpaid(charge: Charge) -> None:
    """Nothing, where a (locked) charge waits for its money and none is on its way.

    Raises:
        AlreadyPaid, ChargeNotPayable: otherwise.
    """
    if charge.is_settled or charge.state == Charge.State.PAYING:
        raise AlreadyPaid(f"charge {charge.pk} is {charge.state}")
    if not charge.is_payable:
        raise ChargeNotPayable(
            f"charge {charge.pk} is {charge.state}, {charge.needs_attention or 'not flagged'}"
        )


def _note(charge: Charge, kind: str, detail: str, by_id: int) -> None:
    ChargeEvent.objects.create(charge=charge, kind=kind, detail=detail, by_id=by_id)
