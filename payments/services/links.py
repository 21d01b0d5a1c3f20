"""Payment links: a caller pays on their own device, with nothing but the address an officer gives them."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_from_path, override

from audiences.principal import Principal
from payments.errors import LinkNotGood
from payments.models import Cause, Charge, ChargeEvent, PaymentAttempt, PaymentLink
from payments.permissions import may_take_money, person
from payments.return_tokens import hash_of
from payments.services.charging import close_open_page, start_attempt
from payments.services.counter import require_unpaid


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link and its whole address, which is known only now: its hash alone is kept."""

    link: PaymentLink
    url: str


def make_link(principal: Principal, charge_id: int) -> NewLink:
    """Make an address where this charge can be paid for `settings.PAYMENT_LINK_DAYS` days. An earlier one is withdrawn,
    and an open page at Stripe closed first; money that was faster wins. Must not be called inside a transaction.

    Raises:
        NotAllowed: not an officer.
        AlreadyPaid, ChargeNotPayable: as for `record_counter_payment`.
        GatewayUnavailable: Stripe did not answer; nothing was made.
    """
    user = person(principal, may_take_money(principal))
    close_open_page(charge_id, Cause.STAFF)
    token = secrets.token_urlsafe(32)
    now = timezone.now()
    with transaction.atomic(durable=True):
        charge = Charge.objects.select_for_update().get(pk=charge_id)
        require_unpaid(charge)
        charge.links.filter(withdrawn_at=None).update(withdrawn_at=now, withdrawn_by=user)
        link = PaymentLink.objects.create(
            charge=charge,
            token_hash=hash_of(token),
            made_by=user,
            made_at=now,
            expires_at=now + timedelta(days=settings.PAYMENT_LINK_DAYS),
        )
        ChargeEvent.objects.create(charge=charge, kind=ChargeEvent.Kind.LINK_MADE, by=user)
    return NewLink(link, _address(token, charge.return_path))


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


def start_link_attempt(link: PaymentLink) -> PaymentAttempt:
    """The page where a caller pays, opened from their link. A page that somebody else has open is closed first, so that
    whoever pays comes back to their own place. Must not be called inside a transaction.

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
    return start_attempt(link.charge_id, link)


def _address(token: str, return_path: str) -> str:
    with override(get_language_from_path(return_path) or settings.LANGUAGE_CODE):
        path = reverse("payment_link", kwargs={"token": token}, urlconf=settings.HOST_URLCONFS["public"])
    return settings.ENVIRONMENT.origin("public") + path
