"""Breaking the glass: an officer opens one request of another team, says why, and may read it for an hour."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.throttle import Limit, give_back, take_slot
from audiences.principal import Principal
from forms_engine.notices import services as notices
from forms_engine.requests.models import BrokenGlass, Request, TimelineEntry
from forms_engine.requests.need_to_know.glass import OPEN_FOR, may_break, open_glass_of
from forms_engine.requests.need_to_know.reviewers import reviewers_of
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.states import NotAllowed
from forms_engine.requests.telling import write_entry

LONGEST = 1000  # letters
SHORTEST = 10
# Every try counts, also one at a reference that is nobody's: nobody finds requests by guessing.
BY_PERSON = Limit(attempts=10, seconds=24 * 60 * 60)


class NoSuchRequest(ValueError):
    """There is nothing to open: the same words whether the reference is misspelt, nobody's, or somebody's practice."""


class AlreadyShown(ValueError):
    """The request is shown to this officer anyway."""


class TooOften(ValueError):
    """This officer has tried as often as anybody may in a day."""


def break_glass(principal: Principal, reference: str, reason: str) -> BrokenGlass:
    """Let an officer read one request that is not shown to them, for an hour. Whoever leads its team is written to at once.
    A click repeated, and another try while it is open, answers the same one.

    Raises:
        NotAllowed: for those who may never.
        ValueError: without a reason in words, or with too many.
        TooOften, NoSuchRequest, AlreadyShown: as these say.
    """
    user = principal.user
    if user is None or not may_break(principal):
        raise NotAllowed("You may not open requests of other teams.")
    reason = reason.strip()
    if not SHORTEST <= len(reason) <= LONGEST or "\0" in reason:
        raise ValueError(f"Say why you need to read it, in {SHORTEST} to {LONGEST} letters.")
    slot = take_slot(f"glass:{user.pk}", BY_PERSON)
    if slot is None:
        raise TooOften(
            "You have tried this as often as anybody may in a day. Ring the team whose request it is."
        )
    opened, is_new = _open(principal, user, reference, reason)
    if not is_new:
        give_back(slot)
    return opened


@transaction.atomic
def _open(principal: Principal, user: User, reference: str, reason: str) -> tuple[BrokenGlass, bool]:
    request = (
        Request.objects.select_for_update(of=("self",))
        .select_related("service")
        .filter(reference=read_reference(reference) or "", is_practice=False)
        .first()
    )
    if request is None:
        raise NoSuchRequest("There is no request with that reference. Check it, letter by letter.")
    if requests_for(principal).filter(id=request.id).exists():
        raise AlreadyShown("This request is shown to you anyway.")
    now = timezone.now()
    standing = open_glass_of(principal, now).filter(request=request).first()
    if standing is not None:
        return standing, False
    opened = BrokenGlass.objects.create(request=request, by=user, reason=reason, at=now, until=now + OPEN_FOR)
    write_entry(request, TimelineEntry.Kind.GLASS, shown=False, message=reason, actor=user)
    for person in reviewers_of(request, but=user):
        _tell(person, opened)
    return opened, True


def _tell(person: User, opened: BrokenGlass) -> None:
    """Which request, who and until when. Why stays where it is reviewed: it may say something about somebody."""
    notices.send_email(
        owner_type=OWNER_TYPE,
        owner_id=str(opened.request_id),
        subject="request.glass",
        recipient=person.email or "",
        context={
            "reference": opened.request.reference,
            "service": opened.request.service.name,
            "by": opened.by.name,
            "until": timezone.localtime(opened.until),
            "link": f"{settings.ENVIRONMENT.origin('staff')}/workplace/glass/reviews/{opened.id}/",
        },
    )


@transaction.atomic
def close_glass(principal: Principal, reference: str) -> bool:
    """Whoever broke the glass is done before the hour is over. False where none was open: a second click changes nothing."""
    request = (
        Request.objects.select_for_update(of=("self",))
        .filter(reference=read_reference(reference) or "")
        .first()
    )
    standing = open_glass_of(principal).filter(request=request).first() if request else None
    if request is None or standing is None:
        return False
    standing.until = max(timezone.now(), standing.at + timedelta(microseconds=1))
    standing.save(update_fields=["until"])
    write_entry(request, TimelineEntry.Kind.GLASS, shown=False, message="Closed again.", actor=principal.user)
    return True
