"""What somebody at work may read: what is shown to them, and the single requests that they have broken the glass of.

Breaking the glass lets somebody read, and nothing else: ``selectors.requests_for`` and ``may_decide`` know nothing of it,
so no list, count, search or verb does either.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.requests.models import BrokenGlass
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import is_officer, requests_for

OPEN_FOR = timedelta(minutes=60)

# Those who have the run of the house, and those who are not part of it, are nobody's emergency.
NEVER = frozenset({Role.ADMINISTRATOR, Role.COUNCILLOR})


def may_break(principal: Principal) -> bool:
    """Whether this principal may open, in an emergency, a request that is not shown to them: officers, but no
    administrator or councillor, whatever else they are, and nobody who practises."""
    return is_officer(principal) and not principal.roles & NEVER and not principal.practising


def open_glass_of(principal: Principal, at: datetime | None = None) -> QuerySet[BrokenGlass]:
    """What this principal has broken the glass of that is open still, the newest first. Nothing once they may break none
    any more."""
    if principal.user is None or not may_break(principal):
        return BrokenGlass.objects.none()
    now = at or timezone.now()
    return (
        BrokenGlass.objects.filter(by=principal.user, until__gt=now).select_related("request").order_by("-at")
    )


def glass_on(principal: Principal, reference: str) -> BrokenGlass | None:
    """The glass through which this principal reads the request of that reference now, with what its page shows; None
    where there is none, and where the request is shown to them anyway."""
    found = (
        open_glass_of(principal)
        .filter(request__reference=read_reference(reference) or "", request__is_practice=False)
        .select_related("request__service__team", "request__queue", "request__location__ward")
        .first()
    )
    if found is None or requests_for(principal).filter(id=found.request_id).exists():
        return None
    return found
