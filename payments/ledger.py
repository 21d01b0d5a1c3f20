"""The books: one balanced batch for each happening, whoever tells of it and however often.

Debits are positive. Money at Stripe is `card_clearing`; it goes to the `bank` with a payout. Income and VAT are credited
by line when a charge is paid; what pays for nothing waits in `suspense`. Called inside the transaction that records the
happening, so that one is never saved without the other.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from payments.models import (
    Charge,
    CounterPayment,
    LedgerBatch,
    LedgerEntry,
    PaymentAttempt,
    Refund,
)

Account = LedgerEntry.Account
# Account, ledger code, VAT code.
Where = tuple[str, str, str]


def post(
    key: str, happened_at: datetime, entries: Iterable[tuple[Where, int]], charge_id: int | None = None
) -> bool:
    """Enter a happening; False, and nothing is changed, where it is in the books already or moves nothing.

    Raises:
        ValueError: entries that do not come to nothing.
    """
    sums: Counter[Where] = Counter()
    for where, amount in entries:
        sums[where] += amount
    moved = {where: amount for where, amount in sums.items() if amount}
    if sum(moved.values()):
        raise ValueError(f"the entries of {key} do not balance")
    if not moved:
        return False
    batch = LedgerBatch(key=key, happened_at=happened_at, charge_id=charge_id)
    # Written where there is none: two that tell of the same happening meet at the unique key.
    LedgerBatch.objects.bulk_create([batch], ignore_conflicts=True)
    stored = LedgerBatch.objects.filter(key=key, entries__isnull=True).first()
    if stored is None:
        return False
    LedgerEntry.objects.bulk_create(
        LedgerEntry(batch=stored, account=account, ledger_code=code, vat_code=vat, amount_pence=amount)
        for (account, code, vat), amount in moved.items()
    )
    return True


def plain(account: str) -> Where:
    """An account without codes."""
    return (account, "", "")


def post_paid(attempt: PaymentAttempt, at: datetime) -> None:
    """Money came by card: for the charge's lines where it pays for them, otherwise for nothing yet."""
    received = attempt.received_pence or 0
    other_side = _income(attempt.charge) if attempt.won else [(plain(Account.SUSPENSE), -received)]
    entries = [(plain(Account.CARD_CLEARING), received), *other_side]
    post(f"paid:{attempt.uuid}", at, entries, attempt.charge_id)


def post_counter(payment: CounterPayment) -> None:
    """An officer took money."""
    entries = [((Account.CASH, payment.method, ""), payment.amount_pence), *_income(payment.charge)]
    post(f"counter:{payment.uuid}", payment.taken_at, entries, payment.charge_id)


def post_taken_back(payment: CounterPayment, at: datetime) -> None:
    """A payment at the counter was taken back: a mistake, or a cheque that bounced. The reverse of its batch."""
    _reverse(f"counter:{payment.uuid}", f"taken-back:{payment.uuid}", at)
    _reverse(f"banked:{payment.uuid}", f"bounced:{payment.uuid}", at)


def post_banked(payment: CounterPayment, at: datetime) -> None:
    """Money taken by an officer was seen on the bank statement."""
    amount = payment.amount_pence
    entries = [(plain(Account.BANK), amount), ((Account.CASH, payment.method, ""), -amount)]
    post(f"banked:{payment.uuid}", at, entries, payment.charge_id)


def post_refunded(refund: Refund, at: datetime) -> None:
    """A refund left our balance at Stripe, or a person paid it from the bank."""
    source = plain(Account.CARD_CLEARING) if refund.is_by_card else plain(Account.BANK)
    parts: list[tuple[Where, int]] = []
    for part in refund.lines.select_related("line"):
        line = part.line
        parts.append(((Account.REFUNDS, line.ledger_code, line.vat_code), part.amount_pence - part.vat_pence))
        parts.append(((Account.VAT, line.ledger_code, line.vat_code), part.vat_pence))
    if not parts:
        parts = [(plain(Account.SUSPENSE), refund.amount_pence)]
    post(_refund_key(refund), at, [(source, -refund.amount_pence), *parts], refund.charge_id)


def post_refund_came_back(refund: Refund, at: datetime) -> None:
    """A refund did not reach the payer: the money is back at Stripe. Nothing where it had never left."""
    key = _refund_key(refund)
    _reverse(key, key.replace("refunded:", "refund-came-back:", 1), at)


def _refund_key(refund: Refund) -> str:
    """A refund that fails and is tried again leaves once for each try: its try is part of the key."""
    tries = refund.events.filter(to_state=Refund.State.FAILED).count()
    return f"refunded:{refund.uuid}" + (f":{tries}" if tries else "")


def _income(charge: Charge) -> list[tuple[Where, int]]:
    entries: list[tuple[Where, int]] = []
    for line in charge.lines.all():
        entries.append(((Account.INCOME, line.ledger_code, line.vat_code), -line.net_pence))
        entries.append(((Account.VAT, line.ledger_code, line.vat_code), -line.vat_pence))
    return entries


def _reverse(key: str, reversed_key: str, at: datetime) -> None:
    batch = LedgerBatch.objects.filter(key=key).first()
    if batch is None:
        return
    entries = [
        ((entry.account, entry.ledger_code, entry.vat_code), -entry.amount_pence)
        for entry in batch.entries.all()
    ]
    post(reversed_key, at, entries, batch.charge_id)
