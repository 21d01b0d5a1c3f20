"""Writing an agreement down and sending its invitation: what the person themselves and an officer share."""

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.conf import settings
from django.utils import timezone

from accounts.addresses import Address
from accounts.models import AddressKind, User
from forms_engine.catalogue.models import Service
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.standing import INVITED_FOR
from forms_engine.requests.helping.telling import tell_invited
from forms_engine.requests.models import ActingFor, Customer

MOST_STANDING = 10  # invitations and agreements of one person that are not over
SAME_CLICK = timedelta(minutes=1)
LONGEST_NAME = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Whom somebody asks to act for them, and for what: ``services`` are those alone, none: every open service."""

    name: str
    address: Address
    relation: str
    services: Iterable[Service] = ()
    last_day: date | None = None
    language: str = "en"


def token_hash_of(token: str) -> str:
    """What is kept of the secret in an invitation's link."""
    return hashlib.sha256(token.encode()).hexdigest()


def make(
    customer: Customer, asked: Asked, *, by: User, consent: str, consent_words: str = ""
) -> tuple[ActingFor, bool]:
    """Write it down and send the link, in the caller's transaction; answers it, and whether it is new. Sent again within a
    minute it is the same one; later, a new invitation to an address takes the place of one that was not answered.

    Raises:
        HelpRefused: for what cannot be kept, and when there are too many already.
    """
    _check(asked)
    # One after another, so that the count holds.
    customer = Customer.objects.select_for_update(of=("self",)).get(pk=customer.pk)
    now = timezone.now()
    services = {service.pk for service in asked.services}
    open_there = customer.helpers.filter(helper=None, ended_at=None, invited_at_address=asked.address.value)
    again = open_there.filter(made_by=by, relation=asked.relation, last_day=asked.last_day, consent=consent)
    for one in again.filter(made_at__gte=now - SAME_CLICK):
        # For other services it is not the same: whoever thinks better of it means the second.
        if set(one.services.values_list("pk", flat=True)) == services:
            return one, False
    open_there.update(ended_at=now, ended_by=by)
    under_way = customer.helpers.filter(ended_at=None).exclude(last_day__lt=timezone.localdate())
    if under_way.exclude(helper=None, made_at__lt=now - INVITED_FOR).count() >= MOST_STANDING:
        raise HelpRefused("too-many")
    token = secrets.token_urlsafe(32)
    agreement = ActingFor.objects.create(
        customer=customer,
        helper_name=asked.name.strip(),
        invited_at_address=asked.address.value,
        token_hash=token_hash_of(token),
        relation=asked.relation,
        consent=consent,
        consent_words=consent_words,
        made_by=by,
        last_day=asked.last_day,
        is_limited=bool(services),
    )
    agreement.services.set(services)
    tell_invited(agreement, token, asked.language)
    return agreement, True


def _check(asked: Asked) -> None:
    if not asked.name.strip() or len(asked.name) > LONGEST_NAME or "\x00" in asked.name:
        raise HelpRefused("name", "name")
    if asked.relation not in ActingFor.Relation.values:
        raise HelpRefused("relation", "relation")
    if asked.last_day is not None and asked.last_day < timezone.localdate():
        raise HelpRefused("last-day", "last_day")
    if asked.address.kind == AddressKind.MOBILE and not settings.SMS_PROVIDER:
        raise HelpRefused("no-texts", "address")
