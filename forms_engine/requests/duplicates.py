"""Closing a request as a duplicate of another, and taking that back."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests import announcing
from forms_engine.requests.bookings import finishing
from forms_engine.requests.following import follow_from_duplicate, unfollow_from_duplicate
from forms_engine.requests.models import DuplicateMark, Request
from forms_engine.requests.moving import move
from forms_engine.requests.references import read_reference
from forms_engine.requests.selectors import may_decide, requests_for
from forms_engine.requests.services import NotAllowed
from forms_engine.requests.states import FINISHED, By, RequestState
from forms_engine.requests.telling import tell_of_state
from forms_engine.requests.working_on import lock_to_work_on

WORDS = {
    "en": "Someone had already told us about this, so we are dealing with both together. We will tell you what happens.",
    "cy": "Roedd rhywun eisoes wedi dweud wrthym am hyn, felly rydym yn delio â’r ddau gyda’i gilydd. Byddwn yn dweud wrthych beth fydd yn digwydd.",
}
AGAIN = {
    "en": "This turned out to be something else after all, so we are dealing with it by itself.",
    "cy": "Daeth i’r amlwg mai rhywbeth arall yw hwn wedi’r cyfan, felly rydym yn delio ag ef ar wahân.",
}


class DuplicateRefused(ValueError):
    """It cannot be marked as a duplicate of that; the message says why."""


def standing_mark(request: Request) -> DuplicateMark | None:
    """The mark that a request is a duplicate, with the original; None where it is not marked."""
    return request.duplicate_marks.select_related("original").filter(undone_at=None).first()


def duplicates_of(principal: Principal, request: Request) -> list[Request]:
    """The requests that are marked as duplicates of this one, as far as the principal may see them."""
    marked = DuplicateMark.objects.filter(original=request, undone_at=None)
    return list(requests_for(principal).filter(pk__in=marked.values("request")).order_by("created_at")[:50])


@transaction.atomic
def mark_duplicate(principal: Principal, request_id: UUID, *, of: str, seen: str) -> DuplicateMark:
    """Close a request as a duplicate of the one with reference ``of``; its customer is told, and follows that one.
    ``seen`` is the state the officer's page showed.

    Raises:
        NotAllowed: when the principal may not decide on both.
        DuplicateRefused: when it is not in ``seen`` any more, or cannot be one.
    """
    original_id = (
        Request.objects.filter(reference=read_reference(of) or "").values_list("id", flat=True).first()
    )
    if original_id is None:
        raise DuplicateRefused("There is no request with that reference.")
    request, original = _locked(request_id, original_id)
    if not may_decide(principal, request) or principal.user is None:
        raise NotAllowed("You may not change this request.")
    if not may_decide(principal, original):
        raise DuplicateRefused("There is no request with that reference.")
    _refuse(request, original, seen)
    mark = DuplicateMark.objects.create(request=request, original=original, marked_by=principal.user)
    words = WORDS.get(request.language, WORDS["en"])
    # Before the move: whoever followed it is told by the original from now on, not that this one is closed.
    follow_from_duplicate(request, original)
    request.followers.filter(stopped_at=None).update(stopped_at=mark.marked_at)
    move(request, RequestState.CLOSED, by=By.OFFICER, actor=principal.user, message=words)
    announcing.announce(request, announcing.UPDATED, {"message": words, "duplicate_of": original.reference})
    tell_of_state(request, words)
    return mark


@transaction.atomic
def undo_duplicate(principal: Principal, request_id: UUID) -> Request:
    """Take a mark back: the request is in progress again, and its customer follows the other one no more.

    Raises:
        NotAllowed: when the principal may not decide on it.
        DuplicateRefused: when no mark stands, or the request has moved on since.
    """
    request = lock_to_work_on(principal, request_id)
    mark = standing_mark(request)
    if mark is None:
        raise DuplicateRefused("This request is not marked as a duplicate.")
    mark.undone_by, mark.undone_at = principal.user, timezone.now()
    mark.save(update_fields=["undone_by", "undone_at"])
    unfollow_from_duplicate(request, mark.original, at=mark.undone_at)
    # Who followed this one and was moved on by the mark follows it again; who stopped by themselves does not.
    request.followers.filter(stopped_at=mark.marked_at).update(stopped_at=None)
    if request.state == RequestState.CLOSED:
        words = AGAIN.get(request.language, AGAIN["en"])
        move(request, RequestState.IN_PROGRESS, by=By.OFFICER, actor=principal.user, message=words)
        announcing.announce(request, announcing.UPDATED, {"message": words})
        tell_of_state(request, words)
    return request


def _locked(request_id: UUID, original_id: UUID) -> tuple[Request, Request]:
    """Both rows, locked in the order of their ids, so that two officers who mark each other's wait, not die."""
    rows = {
        row.id: row
        for row in Request.objects.select_for_update(of=("self",))
        .select_related("service")
        .filter(id__in=[request_id, original_id])
        .order_by("id")
    }
    return rows[request_id], rows[original_id]


def _refuse(request: Request, original: Request, seen: str) -> None:
    if request.id == original.id:
        raise DuplicateRefused("A request cannot be a duplicate of itself.")
    if request.state != seen:
        raise DuplicateRefused(
            f"Someone changed this request to “{RequestState(request.state).label}” while you were reading it. "
            "Check its timeline, then decide again."
        )
    if request.received_at is None or request.state in FINISHED:
        raise DuplicateRefused("Only a request that is being worked on can be marked as a duplicate.")
    if finishing.to_come(request) is not None:
        raise DuplicateRefused(
            "It has an appointment to come, which would be lost from sight. Cancel the appointment first, on its own page: "
            "its request is cancelled with it."
        )
    if original.received_at is None or original.state == RequestState.CANCELLED:
        raise DuplicateRefused("The other request has not been received, or was cancelled.")
    if {request.service.openness, original.service.openness} != {Service.Openness.OPEN}:
        raise DuplicateRefused(
            "Requests of this service are shown to nobody else, so nobody can follow the other one."
        )
    if standing_mark(original) is not None:
        raise DuplicateRefused(
            "The other request is itself marked as a duplicate: use the one that it is of."
        )
    if DuplicateMark.objects.filter(original=request, undone_at=None).exists():
        raise DuplicateRefused(
            "Others are marked as duplicates of this request: mark the other one as a duplicate of this one instead."
        )
