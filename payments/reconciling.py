"""Payouts against the books: what each line on the bank statement is made of, by cost code, and what does not fit.

Everything is read from what was imported (`payments.importing`) and nothing is changed. Amounts are pence; days are
London days.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from payments import vat
from payments.importing import DISPUTES, PAYMENTS, REFUNDS
from payments.models import (
    BalanceTransaction,
    Charge,
    ChargeLine,
    CounterPayment,
    PaymentAttempt,
    Payout,
    Refund,
)
from payments.sharing import share_out

# A card payment reaches the balance at once; this long after, it must have been imported.
SEEN_WITHIN = timedelta(days=2)
NO_CODE = ""
THE_PAYOUT_ITSELF = frozenset({"payout", "payout_failure", "payout_cancel"})


@dataclass(slots=True)
class CodeSums:
    """One cost code within a payout; ``net`` is what of the bank's line belongs to it."""

    gross: int = 0
    fees: int = 0
    refunds: int = 0
    disputes: int = 0
    other: int = 0

    @property
    def net(self) -> int:
        """What came of it."""
        return self.gross - self.fees - self.refunds - self.disputes + self.other


@dataclass(slots=True)
class PayoutReport:
    """A payout and its sums by cost code; ``difference`` is nothing where they come to the bank's line."""

    payout: Payout
    codes: dict[str, CodeSums] = field(default_factory=dict)

    @property
    def net(self) -> int:
        """What the sums come to."""
        return sum(sums.net for sums in self.codes.values())

    @property
    def difference(self) -> int:
        """How much the bank's line and the sums differ by."""
        return self.payout.amount_pence - self.net


@dataclass(frozen=True, slots=True)
class Mismatch:
    """Something a person has to look into. ``kind`` is one of KINDS; ids only, never a name."""

    kind: str
    subject: str
    pence: int
    at: datetime | None = None
    charge_id: int | None = None


KINDS = {
    "paid_there_not_here": "Stripe took money that we have no payment for",
    "paid_here_not_there": "We hold a payment that is on no statement of Stripe's",
    "amount_differs": "Stripe's amount is not ours",
    "orphan_refund": "Stripe gave money back that we have no refund for",
    "refund_not_there": "We hold a refund that is on no statement of Stripe's",
    "payout_differs": "A payout is not what it is made of",
    "unpaid_too_long": "A charge has waited too long for its money",
    "not_banked": "Money taken by an officer was not seen at the bank",
    "unknown_vat_code": "A line's VAT code is not in the list, so that no VAT was reckoned",
}


def payouts_on(day: date | None = None) -> list[PayoutReport]:
    """Reports of the payouts that arrive on a day, or of all, oldest first."""
    payouts = Payout.objects.exclude(state=Payout.State.CANCELED).order_by("arrives_at", "pk")
    if day is not None:
        payouts = payouts.filter(arrives_at__date=day)
    return [report_of(payout) for payout in payouts]


def report_of(payout: Payout) -> PayoutReport:
    """One payout by cost code. The fee of a payment is shared over its codes as its lines share the amount."""
    report = PayoutReport(payout)
    sums: dict[str, CodeSums] = defaultdict(CodeSums)
    # Its own number of queries, however much is in it.
    movements = payout.transactions.select_related("attempt", "refund", "dispute__attempt").prefetch_related(
        "refund__lines__line", "attempt__charge__lines", "dispute__attempt__charge__lines"
    )
    for movement in movements:
        if movement.kind in THE_PAYOUT_ITSELF:
            continue
        for code, pence in _by_code(movement, movement.amount_pence).items():
            if movement.kind in PAYMENTS:
                sums[code].gross += pence
            elif movement.kind in REFUNDS:
                sums[code].refunds -= pence
            elif movement.category in DISPUTES:
                sums[code].disputes -= pence
            else:
                sums[code].other += pence
        for code, pence in _by_code(movement, movement.fee_pence).items():
            sums[code].fees += pence
    report.codes = dict(sorted(sums.items()))
    return report


def exceptions(now: datetime | None = None) -> Iterator[Mismatch]:
    """All that does not fit, of all days: it stays listed until somebody has put it right."""
    now = now or timezone.now()
    yield from _movements_without_a_row()
    yield from _rows_without_a_movement(now)
    yield from _amounts_that_differ()
    yield from _payouts_that_differ()
    long_ago = now - timedelta(days=settings.UNPAID_DAYS)
    for charge in Charge.objects.filter(
        state__in=[Charge.State.DUE, Charge.State.PAYING], created_at__lt=long_ago
    ):
        yield Mismatch("unpaid_too_long", str(charge.uuid), charge.total_pence, charge.created_at, charge.pk)
    for payment in CounterPayment.objects.filter(state=CounterPayment.State.RECORDED, taken_at__lt=long_ago):
        yield Mismatch(
            "not_banked", str(payment.uuid), payment.amount_pence, payment.taken_at, payment.charge_id
        )
    used = set(
        ChargeLine.objects.filter(vat_rate_basis_points=0)
        .order_by()
        .values_list("vat_code", flat=True)
        .distinct()
    )
    for code in sorted(vat.unknown_codes(used)):
        yield Mismatch("unknown_vat_code", code, 0)


def _movements_without_a_row() -> Iterator[Mismatch]:
    lost = BalanceTransaction.objects.filter(
        Q(kind__in=PAYMENTS, attempt=None) | Q(kind__in=REFUNDS, refund=None)
    )
    for movement in lost:
        kind = "paid_there_not_here" if movement.kind in PAYMENTS else "orphan_refund"
        yield Mismatch(kind, movement.source, movement.amount_pence, movement.made_at)


def _rows_without_a_movement(now: datetime) -> Iterator[Mismatch]:
    of_attempt = BalanceTransaction.objects.filter(attempt=OuterRef("pk"))
    attempts = PaymentAttempt.objects.filter(
        state=PaymentAttempt.State.PAID, last_checked_at__lt=now - SEEN_WITHIN, received_pence__gt=0
    )
    for attempt in attempts.exclude(Exists(of_attempt)):
        yield Mismatch(
            "paid_here_not_there",
            str(attempt.uuid),
            attempt.received_pence or 0,
            attempt.last_checked_at,
            attempt.charge_id,
        )
    of_refund = BalanceTransaction.objects.filter(refund=OuterRef("pk"))
    refunds = Refund.objects.filter(
        state=Refund.State.SUCCEEDED,
        finished_at__lt=now - SEEN_WITHIN,
        attempt__isnull=False,
        is_by_hand=False,
    )
    for refund in refunds.exclude(Exists(of_refund)):
        yield Mismatch(
            "refund_not_there", str(refund.uuid), refund.amount_pence, refund.finished_at, refund.charge_id
        )


def _amounts_that_differ() -> Iterator[Mismatch]:
    # Found by the database: what fits is nearly all of it, for ever.
    of_payments = Q(kind__in=PAYMENTS, attempt__isnull=False)
    of_refunds = Q(kind="refund", refund__isnull=False)
    fits = Q(currency="gbp") & (
        of_payments & Q(amount_pence=Coalesce(F("attempt__received_pence"), 0))
        | of_refunds & Q(amount_pence=-F("refund__amount_pence"))
    )
    ours = BalanceTransaction.objects.select_related("attempt", "refund").filter(of_payments | of_refunds)
    for movement in ours.exclude(fits):
        if movement.attempt is not None:
            expected, charge_id = movement.attempt.received_pence or 0, movement.attempt.charge_id
        else:
            assert movement.refund is not None
            expected, charge_id = -movement.refund.amount_pence, movement.refund.charge_id
        if movement.currency != "gbp" or movement.amount_pence != expected:
            difference = movement.amount_pence - expected
            yield Mismatch("amount_differs", movement.source, difference, movement.made_at, charge_id)


def _payouts_that_differ() -> Iterator[Mismatch]:
    # What `report_of` comes to, reckoned by the database: whatever the codes, they share the whole.
    of_it = Sum("transactions__net_pence", filter=~Q(transactions__kind__in=THE_PAYOUT_ITSELF))
    paid = Payout.objects.filter(imported_at__isnull=False, state=Payout.State.PAID)
    for payout in paid.annotate(made_of=Coalesce(of_it, 0)).exclude(amount_pence=F("made_of")):
        difference = payout.amount_pence - payout.made_of
        yield Mismatch("payout_differs", payout.provider_id, difference, payout.arrives_at)


def _by_code(movement: BalanceTransaction, pence: int) -> dict[str, int]:
    """An amount of a movement over the cost codes it belongs to, to the penny; under no code where there is none."""
    if not pence:
        return {}
    weights: dict[str, int] = defaultdict(int)
    if movement.refund is not None:
        for part in movement.refund.lines.all():
            weights[part.line.ledger_code] += part.amount_pence
    else:
        attempt = movement.attempt or (movement.dispute.attempt if movement.dispute else None)
        if attempt is not None and attempt.won:
            for line in attempt.charge.lines.all():
                weights[line.ledger_code] += line.amount_pence
    return share_out(pence, weights) or {NO_CODE: pence}
