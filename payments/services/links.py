"""Payment links: a caller pays on their own device, with nothing but the address an officer gives them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from payments.addresses import public_address
from payments.errors import ChargeNotPayable, LinkNotGood
from payments.link_codes import code_of, hash_of_code
from payments.models import Cause, Charge, ChargeEvent, PaymentAttempt, PaymentLink
from payments.permissions import may_take_money, person
from payments.services.charging import close_open_page, start_attempt
from payments.services.counter import require_unpaid


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link and its whole address."""

    link: PaymentLink
    url: str


def make_link(principal: Principal, charge_id: int, *, until: datetime | None = None) -> NewLink:
    """Make an address where this charge can be paid for `settings.PAYMENT_LINK_DAYS` days, but no longer than ``until``
    (when what it is for is given up). An earlier one is withdrawn, and an open page at Stripe closed first; money that was
    faster wins. Must not be called inside a transaction.

    Raises:
        NotAllowed: not an officer.
        AlreadyPaid, ChargeNotPayable: as for `record_counter_payment`; or ``until`` is over.
        GatewayUnavailable: Stripe did not answer; nothing was made.
    """
    user = person(principal, may_take_money(principal))
    if until is not None and until <= timezone.now():
        raise ChargeNotPayable("The time to pay is over.")
    close_open_page(charge_id, Cause.STAFF)
    uuid, now = uuid4(), timezone.now()
    its_end = now + timedelta(days=settings.PAYMENT_LINK_DAYS)
    with transaction.atomic(durable=True):
        charge = Charge.objects.select_for_update().get(pk=charge_id)
        require_unpaid(charge)
        charge.links.filter(withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=user)
        link = PaymentLink.objects.create(
            charge=charge,
            uuid=uuid,
            token_hash=hash_of_code(code_of(uuid)),
            made_by=user,
            made_at=now,
            expires_at=min(its_end, until) if until is not None else its_end,
        )
        ChargeEvent.objects.create(charge=charge, kind=ChargeEvent.Kind.LINK_MADE, by=user)
    return NewLink(link, link_address(link))


def note_sent(principal: Principal, link_id: int, how: str) -> None:
    """Write down that a link was sent, by "email" or "text message"; not to whom.

    Raises:
        NotAllowed: not an officer.
        LinkNotGood: it has expired or was withdrawn.
    """
    user = person(principal, may_take_money(principal))
    link = PaymentLink.objects.get(pk=link_id)
    if not link.is_good:
        raise LinkNotGood("The link has expired or was withdrawn.")
    ChargeEvent.objects.create(charge_id=link.charge_id, kind=ChargeEvent.Kind.LINK_SENT, detail=how, by=user)


def note_opened(link: PaymentLink) -> None:
    """Its page was looked at, by whoever has it or by a program of theirs that looks at links first."""
    if link.opened_at is None:
        PaymentLink.objects.filter(pk=link.pk, opened_at=None).update(opened_at=timezone.now())


def withdraw_link(principal: Principal, link_id: int) -> PaymentLink:
    """Nobody can pay with it any more; a page at Stripe that was opened from it is closed. Must not be called inside a
    transaction; doing it again changes nothing.

    Raises:
        NotAllowed: not an officer.
        GatewayUnavailable: Stripe did not answer; the link is withdrawn, but its page may be open still.
    """
    user = person(principal, may_take_money(principal))
    with transaction.atomic(durable=True):
        link = PaymentLink.objects.select_for_update().get(pk=link_id)
        if link.withdrawn_at is None:
            link.withdrawn_at, link.withdrawn_by = timezone.now(), user
            link.save()
            ChargeEvent.objects.create(
                charge_id=link.charge_id, kind=ChargeEvent.Kind.LINK_WITHDRAWN, by=user
            )
    if link.attempts.filter(state__in=PaymentAttempt.LIVE).exists():
        close_open_page(link.charge_id, Cause.STAFF)
    return link


def start_link_attempt(link: PaymentLink, network: str = "") -> PaymentAttempt:
    """The page where a caller pays, opened from their link. A page that somebody else has open is closed first, so that
    whoever pays comes back to their own place. Must not be called inside a transaction. ``network`` as in `start_attempt`.

    Raises:
        LinkNotGood: it has expired or was withdrawn.
        ChargeNotPayable, TooManyAttempts, GatewayUnavailable: as `start_attempt` does.
    """
    link.refresh_from_db()
    if not link.is_good:
        raise LinkNotGood("The link has expired or was withdrawn.")
    others = PaymentAttempt.objects.filter(charge_id=link.charge_id, state__in=PaymentAttempt.LIVE)
    if others.exclude(link=link).exists():
        close_open_page(link.charge_id, Cause.START)
    return start_attempt(link.charge_id, link, network=network)


def link_address(link: PaymentLink) -> str:
    """The link's whole address, in the language of what it is for. For its holder, and whoever may make links."""
    return public_address(link.charge, "payment_link", token=code_of(link.uuid))


def typing_address(link: PaymentLink) -> str:
    """Where its code can be typed in: short enough to be read out."""
    return public_address(link.charge, "payment_code")
