"""Asking for news at an address, and showing by a letter's link that it is one's own (double opt-in).

Whoever asks learns nothing: it costs and says the same whether or not the address gets news already, and nothing of a
subscriber changes before the link is used. One letter goes to the address; without the link, no other ever does.
"""

import hashlib
import secrets
from collections.abc import Collection
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accounts.throttle import Limit, give_back, take_slot
from forms_engine.notices.services import send_email
from portal.models import AskedUpdates, Subscriber
from portal.updates import keeping
from portal.updates.links import link
from portal.updates.offered import Choice

LASTS = timedelta(days=7)

# The narrowest first: what it refuses counts against nobody else.
BY_ADDRESS_AND_NETWORK = Limit(attempts=3, seconds=60 * 60)
BY_NETWORK = Limit(attempts=30, seconds=60 * 60)
BY_ADDRESS = Limit(attempts=10, seconds=24 * 60 * 60)


class TooManyAsked(ValueError):
    """This network, or everybody together, has asked too often."""


def ask(email: str, *, language: str, every: str, choices: Collection[Choice], network: str) -> None:
    """Send the letter with the link. ``email`` is an address as ``accounts.addresses`` reads it; ``choices`` are of what is
    offered.

    Raises:
        TooManyAsked: when there were too many such letters, whoever gets them.
    """
    _take_slots(email, network)
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        asked = AskedUpdates.objects.create(
            token_hash=_hash_of(token),
            email=email,
            language=language,
            every=every,
            choices=[list(one) for one in sorted(choices)],
        )
        send_email(
            owner_type=keeping.ASKED_OWNER_TYPE,
            owner_id=str(asked.pk),
            subject="updates.confirm",
            recipient=email,
            language=language,
            forgets_recipient=True,
            context={"link": link("updates_confirm", language, token), "days": LASTS.days},
        )


def asked_by(token: str) -> AskedUpdates | None:
    """What was asked by the letter with this link; None for no such letter, or one that is too old."""
    found = AskedUpdates.objects.filter(token_hash=_hash_of(token), asked_at__gt=timezone.now() - LASTS)
    return found.select_related("subscriber").first()


@transaction.atomic
def confirm(token: str) -> Subscriber | None:
    """Begin what was asked, beside what the address gets already, as often and in the language that was asked. Done again,
    nothing changes, whatever they have chosen since. None where there is no such letter, or it is too old."""
    found = asked_by(token)
    if found is None:
        return None
    # Its row alone: two clicks at once begin one thing.
    asked = AskedUpdates.objects.select_for_update(of=("self",)).get(pk=found.pk)
    if asked.subscriber_id is not None:
        return Subscriber.objects.get(pk=asked.subscriber_id)
    choices = frozenset((str(kind), str(what)) for kind, what in asked.choices)
    subscriber = keeping.begin(asked.email, language=asked.language, every=asked.every, choices=choices)
    asked.subscriber, asked.email, asked.choices = subscriber, "", []
    asked.save(update_fields=["subscriber", "email", "choices"])
    return subscriber


def forget_asked() -> int:
    """Delete what nobody has confirmed in time, and what was confirmed long enough ago; answers how many."""
    return AskedUpdates.objects.filter(asked_at__lte=timezone.now() - LASTS).delete()[0]


def _take_slots(email: str, network: str) -> None:
    taken: list[str] = []
    for subject, limit in (
        (f"updates:address-and-network:{email} {network}", BY_ADDRESS_AND_NETWORK),
        (f"updates:network:{network}", BY_NETWORK),
        (f"updates:address:{email}", BY_ADDRESS),
    ):
        slot = take_slot(subject, limit)
        if slot is None:
            for one in taken:
                give_back(one)
            raise TooManyAsked
        taken.append(slot)


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
