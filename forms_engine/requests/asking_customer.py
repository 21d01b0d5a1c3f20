"""Asking a request's customer something: it waits for them, its clock is on hold, and their answer sets it going again."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audiences.principal import Principal
from forms_engine.requests import announcing, clocks
from forms_engine.requests.added_files import Sending, take_all
from forms_engine.requests.messages import LONGEST, SAME_CLICK, may_attach, write_as_customer
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.states import By, RequestState, StateRefused
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.requests.working_on import check_not_stale, lock_to_work_on

SUBJECT = "request.asked"
MAY_BE_ASKED = frozenset({RequestState.RECEIVED, RequestState.IN_PROGRESS, RequestState.WAITING})


def may_ask(request: Request) -> bool:
    """Whether its customer can be asked something: while somebody works on it, or waits for them already."""
    return request.received_at is not None and request.state in MAY_BE_ASKED


@transaction.atomic
def ask(
    principal: Principal, request_id: UUID, question: str, *, wants_files: bool, seen: str, read: int | None
) -> Request:
    """An officer asks a request's customer something, who is told and can answer on its page, with photos or documents
    where the officer ``wants_files``. The request waits for them, and its clock is on hold. A click repeated asks nothing
    a second time.

    ``seen`` is the state that the officer's page showed, ``read`` the number of the newest entry of its timeline there:
    where somebody else has moved it since, or its customer has written, nothing is asked.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        StateRefused: when it is no longer in ``seen``, its customer has written, or it is not worked on.
        ValueError: without words, or with too many.
    """
    question = question.strip()
    if not question:
        raise ValueError("Write what you want to ask.")
    if len(question) > LONGEST:
        raise ValueError(f"Write {LONGEST} letters at most.")
    request = lock_to_work_on(principal, request_id)
    if _is_asked(request, question, principal.user):
        return request
    check_not_stale(request, seen, read)
    if not may_ask(request):
        raise StateRefused(
            _("Only the customer of a request that is being worked on can be asked something.")
        )
    kind = TimelineEntry.Kind.ASKED
    if request.state == RequestState.WAITING:
        entry = write_entry(request, kind, shown=True, message=question, actor=principal.user)
        request.customer_wrote_at = None
        clocks.follow(request)
    else:
        entry = move(
            request,
            RequestState.WAITING,
            by=By.OFFICER,
            actor=principal.user,
            message=question,
            kind=kind,
        )
    request.asked, request.wants_files = entry.number, wants_files
    request.save(update_fields=["asked", "wants_files", "customer_wrote_at"])
    tell_customer(request, SUBJECT, {"wants_files": wants_files})
    announcing.announce(request, announcing.UPDATED, {"message": question})
    return request


@transaction.atomic
def answer(request_id: UUID, text: str, sent: Sending | None, *, user: User | None) -> Request:
    """Its customer answers, or writes of their own accord, with files where they were asked for some or its service takes
    what they add. Otherwise as ``messages.write_as_customer``.

    Raises:
        StateRefused: where nobody reads what is written any more, or files are not taken.
        TooManyFiles: when there are more than are taken.
        UploadRefused: when one cannot be taken; nothing is sent then.
        ValueError: with neither words nor files, or with too many words.
    """
    if sent is None or not sent.uploads:
        return write_as_customer(request_id, text, user=user)
    request = Request.objects.get(id=request_id)
    if not may_attach(request) and not _was_asked_before(request):
        raise StateRefused(_("Nobody has asked for files about this request."))
    return write_as_customer(request_id, text, user=user, files=take_all(request_id, sent))


def question_of(request: Request) -> TimelineEntry | None:
    """The question that waits for the customer's answer; None where none does."""
    if request.asked is None:
        return None
    return request.timeline.filter(number=request.asked).first()


def _was_asked_before(request: Request) -> bool:
    """What somebody sends a moment after the request was moved on is not lost."""
    if request.asked is not None:
        return False
    return TimelineEntry.objects.filter(request=request, kind=TimelineEntry.Kind.ASKED).exists()


def _is_asked(request: Request, question: str, user: User | None) -> bool:
    """Whether the newest entry is the same question of the same person, of just now."""
    last = request.timeline.order_by("-number").first()
    return (
        last is not None
        and (last.kind, last.message) == (TimelineEntry.Kind.ASKED, question)
        and last.actor_id == (user.pk if user else None)
        and timezone.now() - last.at < SAME_CLICK
    )
