"""Printed cards of thirty codes: made by somebody who answers for a person, asked for by number, each taken once.

A shared computer and no phone are enough: the card lies in the person's locker. It counts on the extranet alone; council
staff have work accounts. Whoever makes it sees the codes, which open nothing without the person's mailbox or password.
"""

import hmac
import secrets

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import CardCode, CodeCard, User
from accounts.second_factor.card_models import CODES
from accounts.telling import tell_of_code_card

DIGITS = 8


class NoCardForThem(ValueError):
    """Council staff, and accounts that are closed, get none."""


@transaction.atomic
def issue(user: User, *, by: User) -> list[str]:
    """Make a card for ``user`` and tell them; answers its codes in the order of their numbers, which nobody can be shown
    again. A card they had before opens nothing any more.

    Raises:
        NoCardForThem: for council staff and closed accounts.
    """
    locked = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if locked.is_staff or not locked.is_active:
        raise NoCardForThem
    CodeCard.objects.filter(user=locked).delete()
    card = CodeCard.objects.create(user=locked, issued_by=by, asked=1 + secrets.randbelow(CODES))
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}}" for _ in range(CODES)]
    CardCode.objects.bulk_create(
        CardCode(card=card, number=number, digest=_digests(card, number, code)[0])
        for number, code in enumerate(codes, start=1)
    )
    tell_of_code_card(locked)
    return codes


@transaction.atomic
def use(user: User, typed: str) -> bool:
    """Whether ``typed`` is the code that the card is asked for now. It is used up by that, and another is asked for next. Two
    that give the same one at the same moment come one after the other, and the second is wrong."""
    card = CodeCard.objects.select_for_update().filter(user=user).first()
    code = card.codes.filter(number=card.asked, used_at=None).first() if card else None
    if card is None or code is None:
        return False
    if not any(hmac.compare_digest(code.digest, each) for each in _digests(card, code.number, typed)):
        return False
    code.used_at = timezone.now()
    code.save(update_fields=["used_at"])
    left = list(card.codes.filter(used_at=None).values_list("number", flat=True))
    card.asked = secrets.choice(left) if left else 0
    card.save(update_fields=["asked"])
    return True


def take_away(user: User) -> None:
    """Have no card open anything for ``user``."""
    CodeCard.objects.filter(user=user).delete()


def _digests(card: CodeCard, number: int, code: str) -> list[str]:
    """What is kept of a code, under the present key and then under former ones."""
    digits = "".join(code.split())
    return [
        salted_hmac(
            "guildhall.code-card", f"{card.pk}:{number}:{digits}", secret=key, algorithm="sha256"
        ).hexdigest()
        for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    ]
