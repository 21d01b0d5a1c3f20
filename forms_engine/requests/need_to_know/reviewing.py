"""Reviewing broken glass: was it right to look?"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.db.models.functions import Greatest, Least
from django.utils import timezone

from accounts.roles import Role
from audiences.principal import Principal
from forms_engine.requests.models import BrokenGlass, Request, TimelineEntry
from forms_engine.requests.need_to_know.reviewers import glass_for
from forms_engine.requests.states import NotAllowed, StateRefused
from forms_engine.requests.telling import write_entry

LONGEST = 2000  # letters
REVIEWED_WITHIN = timedelta(days=3)

Finding = BrokenGlass.Finding


@transaction.atomic
def review(principal: Principal, glass_id: UUID, finding: str, words: str) -> BrokenGlass:
    """Say whether it was right to look, and why. What was wrong ends at once. A click repeated says nothing a second time.

    Raises:
        NotAllowed: for everybody but those whose team it is, and for whoever broke it.
        ValueError: for a finding that is none, without words, or with too many.
        StateRefused: when somebody else has reviewed it meanwhile.
    """
    if finding not in Finding.values:
        raise ValueError("Say whether it was right to look.")
    words = words.strip()
    if not 0 < len(words) <= LONGEST or "\0" in words:
        raise ValueError(f"Say why you think so, in {LONGEST} letters at most.")
    found = glass_for(principal).filter(id=glass_id).first()
    if found is None or principal.user is None:
        raise NotAllowed("This is not yours to review.")
    request = Request.objects.select_for_update(of=("self",)).get(id=found.request_id)
    glass = BrokenGlass.objects.select_for_update(of=("self",)).get(id=glass_id)
    if glass.finding:
        if (glass.reviewed_by_id, glass.finding, glass.words) == (principal.user.pk, finding, words):
            return glass
        raise StateRefused("Somebody has reviewed this meanwhile.")
    now = timezone.now()
    changes: dict[str, object] = {}
    if finding == Finding.WRONG:
        changes["until"] = Greatest(Least(F("until"), now), F("at") + timedelta(microseconds=1))
    BrokenGlass.objects.filter(id=glass.id).update(
        finding=finding, words=words, reviewed_by=principal.user, reviewed_at=now, **changes
    )
    label = Finding(finding).label
    write_entry(
        request,
        TimelineEntry.Kind.GLASS,
        shown=False,
        message=f"Reviewed. {label}: {words}",
        actor=principal.user,
    )
    glass.refresh_from_db()
    return glass


def late_for(principal: Principal, now: datetime) -> QuerySet[BrokenGlass]:
    """What this principal should have reviewed and has not, for longer than anybody should wait."""
    return glass_for(principal).filter(finding="", at__lt=now - REVIEWED_WITHIN)


def late_in_the_house(principal: Principal, now: datetime) -> QuerySet[BrokenGlass]:
    """What nobody has reviewed in time, for administrators to count: not whose, and not of which service."""
    if Role.ADMINISTRATOR not in principal.roles:
        return BrokenGlass.objects.none()
    return BrokenGlass.objects.filter(finding="", at__lt=now - REVIEWED_WITHIN)
