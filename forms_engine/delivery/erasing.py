"""Emptying what back offices were told about an owner. That it was told, when and to whom stays written down."""

import hashlib
from uuid import UUID

from forms_engine.delivery.models import Attempt, Delivery, Open311Case

ERASED = "Erased."
ERASED_SHA256 = hashlib.sha256(ERASED.encode()).hexdigest()


def erase(owner_type: str, owner_id: str) -> list[UUID]:
    """Empty the bodies, messages and answers of an owner's deliveries, in the caller's transaction; answers which they
    are. Their numbers at the back office stay, so that what it says later is known to be about what was erased."""
    found = Delivery.objects.filter(owner_type=owner_type, owner_id=owner_id)
    ids = list(found.values_list("id", flat=True))
    found.exclude(body="").update(body=ERASED)
    found.exclude(sha256="").update(sha256=ERASED_SHA256)
    found.update(message="", last_error="")
    found.exclude(handled_note="").update(handled_note=ERASED)
    Attempt.objects.filter(delivery__in=ids).update(detail="", sha256="")
    Open311Case.objects.filter(delivery__in=ids).update(words="")
    return ids
