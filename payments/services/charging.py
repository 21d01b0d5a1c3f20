"""Opening a charge, starting a payment by card, cancelling."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from payments import gateway, owners, vat
from payments.errors import ChargeNotPayable, GatewayRefused, GatewayUnavailable, TooManyAttempts
from payments.limits import count_start
from payments.models import (
    SMALLEST_TOTAL_PENCE,
    Cause,
    Charge,
    ChargeEvent,
    ChargeLine,
    PaymentAttempt,
    PaymentLink,
)
from payments.return_tokens import hash_of, return_token
from payments.schedule import next_check
from payments.settlement import close, open_session, settle

# Stripe's sessions live 30 minutes to 24 hours; an hour of room for clocks that differ and repeated calls.
SESSION_LIFE = timedelta(hours=23)
# A minute for clocks that differ and for the way to Stripe.
SHORTEST_SESSION = timedelta(minutes=31)
ATTEMPTS_PER_HOUR = 5


@dataclass(frozen=True, slots=True)
class LineSpec:
    """One line to be charged, VAT included. The key is the owner's name for it, once per charge; the codes and the VAT
    code's rate now are copied."""

    key: str
    label: str
    amount_pence: int
    ledger_code: str
    vat_code: str


def open_charge(
    *,
    owner_type: str,
    owner_id: str,
    lines: Sequence[LineSpec],
    description: str,
    return_path: str,
    session_life: timedelta | None = None,
) -> Charge:
    """Say that this owner owes these lines; calling it again with the same lines gives the same charge.

    Runs in the caller's transaction. A total of nothing is no charge: do not call it then. ``session_life`` (whole
    minutes) is how long a page at Stripe is open where the owner cannot wait for `SESSION_LIFE`.

    Raises:
        ValueError: no lines, a negative amount, a total Stripe cannot take, a return path that is not a path of
            this site, a key twice, a session life that Stripe does not offer, or other lines than the owner's charge
            already has.
        LookupError: when nobody has registered for the owner type, so that nobody would hear of the payment.
    """
    total = sum(line.amount_pence for line in lines)
    if any(line.amount_pence < 0 for line in lines) or total < SMALLEST_TOTAL_PENCE:
        raise ValueError(
            f"a charge is made of amounts of 0 or more that come to at least {SMALLEST_TOTAL_PENCE}p"
        )
    if len({line.key for line in lines}) != len(lines):
        raise ValueError("each line of a charge has a key of its own")
    if not return_path.startswith("/") or return_path.startswith("//") or "\\" in return_path:
        raise ValueError("the return path is a path of this site, beginning with one slash")
    if session_life is not None and not SHORTEST_SESSION <= session_life <= SESSION_LIFE:
        raise ValueError("a page at Stripe is open for more than half an hour and less than a day")
    if not owners.is_registered(owner_type):
        raise LookupError(f"no owner is registered for charges of type {owner_type!r}")
    # Nearly always new: written where there is none, and read, which takes no savepoint and no retry.
    wanted = Charge(
        owner_type=owner_type,
        owner_id=owner_id,
        total_pence=total,
        description=description,
        return_path=return_path,
        session_minutes=session_life // timedelta(minutes=1) if session_life else None,
    )
    with transaction.atomic(savepoint=False):
        Charge.objects.bulk_create([wanted], ignore_conflicts=True)
        charge = Charge.objects.get(owner_type=owner_type, owner_id=owner_id)
        is_new = charge.uuid == wanted.uuid
        if is_new:
            rates = vat.rates(line.vat_code for line in lines)
            ChargeLine.objects.bulk_create(
                ChargeLine(
                    charge=charge,
                    position=position,
                    key=line.key,
                    label=line.label,
                    amount_pence=line.amount_pence,
                    ledger_code=line.ledger_code,
                    vat_code=line.vat_code,
                    vat_rate_basis_points=rates[line.vat_code],
                    vat_pence=vat.vat_within(line.amount_pence, rates[line.vat_code]),
                )
                for position, line in enumerate(lines, start=1)
            )
    if not is_new and [(line.key, line.amount_pence) for line in charge.lines.all()] != [
        (x.key, x.amount_pence) for x in lines
    ]:
        raise ValueError(f"the charge of {owner_type} {owner_id} has other lines already")
    return charge


def start_attempt(charge_id: int, link: PaymentLink | None = None, *, network: str = "") -> PaymentAttempt:
    """Get the page where the charge can be paid now: the attempt's ``url``, still open or newly opened.

    The attempt and its idempotency key are committed before Stripe is asked, so that a crash in between leaves
    a row that the poller repairs. Must not be called inside a transaction. ``link`` is the payment link it is started
    from: whoever pays on it comes back to the receipt, not to the owner's own page. ``network`` is where whoever pays
    comes from (`accounts.throttle.network_of`), "" where that is the council's own.

    Raises:
        ChargeNotPayable: it is paid (perhaps just now), cancelled, being processed, or waits for a person.
        TooManyAttempts: `ATTEMPTS_PER_HOUR` sessions were opened within the hour, or
            `settings.PAYMENT_STARTS_PER_NETWORK` from this network.
        GatewayUnavailable: Stripe could not open a page now; asking again later is safe.
    """
    # Twice: the live attempt may come to its end while we look, and Stripe may break down on one key only.
    for _ in range(2):
        attempt, is_new = _live_or_new_attempt(charge_id, link, network)
        attempt = open_session(attempt, Cause.START) if is_new else _still_good(attempt)
        if attempt.state == PaymentAttempt.State.OPEN:
            return attempt
        if attempt.state in {PaymentAttempt.State.PAID, PaymentAttempt.State.PROCESSING}:
            raise ChargeNotPayable(f"charge {charge_id} has an attempt that is {attempt.state}")
    raise GatewayUnavailable(f"no page could be opened for charge {charge_id}")


def cancel_charge(charge_id: int, cause: str = Cause.OWNER) -> Charge:
    """Ask for the money no more. An open page at Stripe is closed first; money that was faster is recorded.

    Must not be called inside a transaction. Cancelling again changes nothing.

    Raises:
        ChargeNotPayable: it is paid, or a payment is being processed.
        GatewayUnavailable: Stripe did not answer, so the page may still be open; nothing was cancelled.
    """
    close_open_page(charge_id, cause)
    with transaction.atomic(durable=True):
        charge = Charge.objects.select_for_update().get(pk=charge_id)
        if charge.state == Charge.State.CANCELLED:
            return charge
        if charge.state != Charge.State.DUE:
            raise ChargeNotPayable(f"charge {charge_id} is {charge.state} and cannot be cancelled")
        charge.state, charge.cancelled_at = Charge.State.CANCELLED, timezone.now()
        charge.save()
        ChargeEvent.objects.create(charge=charge, kind=ChargeEvent.Kind.CANCELLED, detail=cause)
    return charge


def close_open_page(charge_id: int, cause: str) -> None:
    """See to it that nobody can pay on a page of Stripe's that was opened for the charge; money that was faster is
    recorded. Must not be called inside a transaction.

    Raises:
        GatewayUnavailable: Stripe did not answer, so the page may still be open.
    """
    live = PaymentAttempt.objects.filter(charge_id=charge_id, state__in=PaymentAttempt.LIVE).first()
    if live is not None:
        _expire(live, cause)


@transaction.atomic(durable=True)
def _live_or_new_attempt(
    charge_id: int, link: PaymentLink | None, network: str
) -> tuple[PaymentAttempt, bool]:
    """The charge's live attempt, or a new one, committed before anyone hears of it; and whether it is new."""
    charge = Charge.objects.select_for_update().get(pk=charge_id)
    if not charge.is_payable:
        raise ChargeNotPayable(
            f"charge {charge_id} is {charge.state}, {charge.needs_attention or 'not flagged'}"
        )
    live = charge.attempts.filter(state__in=PaymentAttempt.LIVE).first()
    if live is not None:
        return live, False
    now = timezone.now()
    # Tries that never got a page are Stripe's trouble, not somebody testing cards.
    recent = charge.attempts.filter(created_at__gt=now - timedelta(hours=1)).exclude(session_id="")
    if recent.count() >= ATTEMPTS_PER_HOUR:
        raise TooManyAttempts(
            recent.order_by("-created_at")[ATTEMPTS_PER_HOUR - 1].created_at + timedelta(hours=1)
        )
    count_start(network)
    uuid = uuid4()
    life = timedelta(minutes=charge.session_minutes) if charge.session_minutes else SESSION_LIFE
    attempt = PaymentAttempt.objects.create(
        charge=charge,
        number=(charge.attempts.aggregate(last=Max("number"))["last"] or 0) + 1,
        uuid=uuid,
        amount_pence=charge.total_pence,
        link=link,
        # Whole seconds, as Stripe keeps them.
        expires_at=(now + life).replace(microsecond=0),
        return_token_hash=hash_of(return_token(uuid)),
        next_check_at=next_check(created_at=now, expires_at=now + life, now=now),
    )
    charge.state = Charge.State.PAYING
    charge.save(update_fields=["state"])
    return attempt, True


def _still_good(attempt: PaymentAttempt) -> PaymentAttempt:
    """A live attempt as Stripe has it now: its page may have been paid on, or have expired, a moment ago."""
    try:
        return settle(attempt.pk, Cause.START)
    except GatewayUnavailable:
        if attempt.state == PaymentAttempt.State.OPEN and attempt.expires_at > timezone.now():
            return attempt  # its page is as good as any: perhaps Stripe answers the browser
        raise
    except GatewayRefused as refused:
        raise GatewayUnavailable(f"payment attempt {attempt.pk}: {refused}") from refused


def _expire(attempt: PaymentAttempt, cause: str) -> None:
    """Close the attempt's session at Stripe and here, or settle it where Stripe says it is too late for that."""
    if not attempt.session_id:
        attempt = open_session(attempt, cause)  # only Stripe's own id can be closed
        if not attempt.session_id:
            return
    try:
        gateway.expire_session(attempt.session_id)
    except GatewayRefused:
        settle(attempt.pk, cause)
        return
    close(attempt.pk, cause)
