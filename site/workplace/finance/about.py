"""What a payment is for, as far as this principal may know of it.

Finance sees that money moved, whatever for: nothing could be reconciled otherwise. What it was for is the request's, and a
request of a team-only or restricted service shows nothing outside its team: no reference, no title, no words of its
lines, and it is not found by its reference.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from audiences.principal import Principal
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference
from forms_engine.requests.seeing_to import requests_about
from forms_engine.requests.selectors import known_to
from payments.models import Charge


@dataclass(frozen=True, slots=True)
class What:
    """What a payment is for. ``opens`` says whether the principal may read the request."""

    title: str
    reference: str = ""
    service: str = ""
    opens: bool = False

    @property
    def is_shown(self) -> bool:
        """Whether anything may be said of it."""
        return bool(self.reference)


NOT_SHOWN = What("For a service that is not shown to you")


def what_for(principal: Principal, charges: Iterable[Charge]) -> dict[int, What]:
    """What each of these charges is for, by the charge's key. One query, however many."""
    charges = list(charges)
    ids = {charge.pk: UUID(charge.owner_id) for charge in charges if charge.owner_type == OWNER_TYPE}
    about = requests_about(principal, ids.values()) if ids else {}
    found = dict.fromkeys((charge.pk for charge in charges), NOT_SHOWN)
    for pk, request_id in ids.items():
        if one := about.get(request_id):
            found[pk] = What(one.title, one.reference, one.service, one.opens)
    return found


def owners_named(principal: Principal, text: str) -> list[tuple[str, str]]:
    """The owner of the charge that a request's reference names, where that request is shown to this principal."""
    reference = read_reference(text)
    if not reference:
        return []
    found = Request.objects.filter(known_to(principal), reference=reference)
    return [(OWNER_TYPE, str(pk)) for pk in found.values_list("pk", flat=True)]
