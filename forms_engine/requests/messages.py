"""What a customer and the council write to each other about a request, and what officers note for themselves."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audiences.principal import Principal
from forms_engine.files.models import StoredFile
from forms_engine.requests import added_files, announcing, clocks
from forms_engine.requests.after_sending.rules import may_add, rules_of
from forms_engine.requests.contacts import recording
from forms_engine.requests.models import AfterSending, Request, Stage, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.states import By, NotAllowed, RequestState, StateRefused
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.requests.working_on import has_unread, lock_to_work_on

LONGEST = 5000  # letters
REOPEN_WITHIN = timedelta(days=28)
SAME_CLICK = timedelta(minutes=10)  # the same words again within this time, with nothing between

WITHOUT_MOVING = frozenset({RequestState.RECEIVED, RequestState.IN_PROGRESS})


def may_write(request: Request, rules: AfterSending | None = None) -> bool:
    """Whether its customer may write about a request: to answer what was asked; and where its service takes what they
    add of their own accord (``rules``, looked up where they are not given), while somebody works on it, and for a while
    after it was resolved, where that is not what a next stage is for."""
    if request.erased_at is not None:
        return False
    if request.state == RequestState.WAITING:
        return True
    if request.state not in WITHOUT_MOVING and not may_reopen(request):
        return False
    return may_add(request, rules)


def may_attach(request: Request, rules: AfterSending | None = None) -> bool:
    """Whether its customer may send files with what they write: where they were asked for some, or its service takes what
    they add of their own accord."""
    if request.wants_files:
        return True
    rules = rules or rules_of(request.service_id)
    return rules.may_add and may_write(request, rules)


def may_reopen(request: Request) -> bool:
    """Whether its customer may say that it was not resolved after all."""
    if request.state != RequestState.RESOLVED or request.resolved_at is None:
        return False
    if timezone.now() > request.resolved_at + REOPEN_WITHIN:
        return False
    # Where there are stages, not being satisfied with the end of one is asking for the next, or the Ombudsman.
    return not Stage.objects.filter(service=request.service_id).exclude(signposting={}).exists()


@transaction.atomic
def write_as_customer(
    request_id: UUID, text: str, *, user: User | None, files: Sequence[StoredFile] = ()
) -> Request:
    """Add its customer's words to a request that the caller found as theirs. An answer that was waited for, and words
    about one that was resolved, set it going again. The team and its back offices hear of it. A click repeated says
    nothing a second time. ``files`` that were taken in with it (``asking_customer``) are kept with it.

    Raises:
        StateRefused: where nobody reads what is written any more.
        TooManyFiles: with more files than a request may have.
        ValueError: with neither words nor files, or with too many words.
    """
    text = "" if files and not text.strip() else _checked(text)
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    fresh = added_files.not_kept_yet(request, files) if files else []
    is_repeated = bool(files) or _is_said(request, TimelineEntry.Kind.FROM_CUSTOMER, text, user)
    if is_repeated and not fresh:
        return request
    if not may_write(request):
        raise StateRefused(f"Nobody works on a request that is “{RequestState(request.state).label}”.")
    was_asked = request.state == RequestState.WAITING
    if request.state in WITHOUT_MOVING:
        entry = write_entry(request, TimelineEntry.Kind.FROM_CUSTOMER, shown=True, message=text, actor=user)
    else:
        entry = move(
            request,
            RequestState.IN_PROGRESS,
            by=By.CUSTOMER,
            actor=user,
            message=text,
            kind=TimelineEntry.Kind.FROM_CUSTOMER,
        )
    recording.record_message(entry, answers=was_asked)
    if request.customer_wrote_at is None:
        request.customer_wrote_at = timezone.now()
        request.save(update_fields=["customer_wrote_at"])
    said: dict[str, Any] = {"from": "customer", "message": text}
    if fresh:
        added_files.check_room(request, fresh)
        added_files.keep(request, fresh, entry, shown=True)
        said["files"] = [added_files.told(stored) for stored in fresh]
    announcing.announce(request, announcing.MESSAGE, said)
    return request


@transaction.atomic
def write_as_officer(
    principal: Principal,
    request_id: UUID,
    text: str,
    *,
    is_note: bool,
    read: int | None = None,
    sent: added_files.Sending | None = None,
) -> Request:
    """Write to a request's customer without changing its state, or (``is_note``) for colleagues only; the files that are
    ``sent`` with it are for the same readers. A click repeated says nothing a second time.

    ``read`` is the number of the newest entry that the officer's page showed: what the customer has written since still
    waits for an answer.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        StateRefused: to its customer, before it was received.
        TooManyFiles: when there are more than are taken.
        UploadRefused: when a file cannot be taken; nothing is sent then.
        ValueError: without words, or with too many.
    """
    text = _checked(text)
    files = _taken(principal, request_id, sent)
    request = lock_to_work_on(principal, request_id)
    fresh = added_files.not_kept_yet(request, files) if files else []
    kind = TimelineEntry.Kind.NOTE if is_note else TimelineEntry.Kind.TO_CUSTOMER
    is_repeated = bool(files) or _is_said(request, kind, text, principal.user)
    if is_repeated and not fresh:
        return request
    if not is_note and request.received_at is None:
        raise StateRefused("Nobody is written to before their request was received.")
    if fresh:
        added_files.check_room(request, fresh)
    answers_all = not has_unread(request, read)
    entry = write_entry(request, kind, shown=not is_note, message=text, actor=principal.user)
    if fresh:
        added_files.keep(request, fresh, entry, shown=not is_note)
    if is_note:
        return request
    if answers_all:
        request.customer_wrote_at = None
        request.save(update_fields=["customer_wrote_at"])
    clocks.follow(request)
    tell_customer(request, "request.message", {})
    said: dict[str, Any] = {"from": "council", "message": text}
    if fresh:
        said["files"] = [added_files.told(stored) for stored in fresh]
    announcing.announce(request, announcing.MESSAGE, said)
    return request


def _taken(principal: Principal, request_id: UUID, sent: added_files.Sending | None) -> list[StoredFile]:
    """An officer's files, taken in before the request is locked: making a photo anew takes its time. Whether they may is
    asked again under the lock."""
    if sent is None or not sent.uploads:
        return []
    found = Request.objects.filter(id=request_id).select_related("service").first()
    if found is None or not may_decide(principal, found):
        raise NotAllowed("You may not write about this request.")
    return added_files.take_all(found.id, sent)


def _is_said(request: Request, kind: str, text: str, user: User | None) -> bool:
    """Whether the newest entry is the same words of the same person, of just now."""
    last = request.timeline.order_by("-number").first()
    return (
        last is not None
        and (last.kind, last.message, last.actor_id) == (kind, text, user.pk if user else None)
        and timezone.now() - last.at < SAME_CLICK
    )


def _checked(text: str) -> str:
    text = text.strip()
    if not text:
        raise ValueError("Write something.")
    if len(text) > LONGEST:
        raise ValueError(f"Write {LONGEST} letters at most.")
    return text
