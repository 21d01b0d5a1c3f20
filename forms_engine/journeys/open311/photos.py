"""Photos that a report points at by ``media_url``: fetched by the worker once the report is ours.

An address that somebody posted could lead anywhere, so it is called only where an administrator has named its host for
the sender's key, and the operator allows it as for everything that goes outside (``outbound``). What comes back is
looked into as any upload. A report is never held up or refused for the sake of its photos; why one is missing is in its
timeline.
"""

import logging
from datetime import timedelta
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Question
from forms_engine.delivery.connectors import outbound
from forms_engine.failures import log_failure
from forms_engine.files.models import StoredFile
from forms_engine.files.refusals import UploadRefused
from forms_engine.files.services import take_in
from forms_engine.journeys.open311.models import Open311Photo
from forms_engine.journeys.open311.offering import layout_of
from forms_engine.journeys.services import OWNER_TYPE
from forms_engine.requests import announcing
from forms_engine.requests.models import Request, RequestFile, TimelineEntry
from forms_engine.requests.telling import write_entry

logger = logging.getLogger(__name__)

MEGABYTE = 1024 * 1024
AT_ONCE = 10
MOST_TRIES = 8
FIRST_WAIT = timedelta(minutes=1)  # twice as long after each try
LEASE = timedelta(minutes=2)


class _Refused(Exception):
    """It will not be fetched; the message says why."""


def fetch_due() -> int:
    """Fetch the photos that are due; answers how many were tried."""
    due = Open311Photo.objects.filter(state=Open311Photo.State.WAITING, next_at__lte=timezone.now())
    tried = 0
    for photo_id in list(due.order_by("next_at").values_list("pk", flat=True)[:AT_ONCE]):
        # Whoever moves its time on has it: two workers never fetch the same one. Counted before it is tried, so that
        # one at which the worker dies is not tried for ever.
        if due.filter(pk=photo_id).update(next_at=timezone.now() + LEASE, tries=F("tries") + 1):
            _fetch(Open311Photo.objects.select_related("filing__key", "filing__request").get(pk=photo_id))
            tried += 1
    return tried


def _fetch(photo: Open311Photo) -> None:
    request = photo.filing.request
    try:
        question = _question(request, photo.number)
        _keep(photo, question, _taken_in(photo, question, _called(photo, question)))
    except _Refused as refused:
        _give_up(photo, str(refused))
    except outbound.NotReached as error:
        _try_later(photo, str(error))
    except Exception as error:  # noqa: BLE001 - whatever is wrong with one photo stops no other
        log_failure(logger, f"photo {photo.pk} failed inside", error)
        _try_later(photo, f"It could not be taken in ({type(error).__name__}).")


def _try_later(photo: Open311Photo, reason: str) -> None:
    if photo.tries >= MOST_TRIES:
        _give_up(photo, reason)
        return
    photo.next_at = timezone.now() + FIRST_WAIT * 2 ** (photo.tries - 1)
    photo.save(update_fields=["next_at"])


def _question(request: Request, number: int) -> Question:
    assert request.journey_version_id is not None
    question = layout_of(definition_of(request.journey_version_id)).photos
    if question is None:
        raise _Refused("The journey takes no photos.")
    if number > question.max_files:
        raise _Refused(f"The journey takes {question.max_files} at most.")
    return question


def _called(photo: Open311Photo, question: Question) -> bytes:
    try:
        host = urlsplit(photo.url).hostname
    except ValueError:
        raise _Refused("Its address cannot be read.") from None
    if (host or "") not in photo.filing.key.photo_hosts:
        raise _Refused("Its host is not one that photos are fetched from for this API key.")
    try:
        answer = outbound.call(
            "GET", photo.url, headers={"Accept": "image/*"}, most=question.max_megabytes * MEGABYTE
        )
    except outbound.AddressRefused as error:
        raise _Refused(str(error)) from error
    if answer.status >= 500 or answer.status in {408, 429}:
        raise outbound.NotReached(f"Answered {answer.status}.")
    if answer.status != 200:
        raise _Refused(f"Answered {answer.status}.")
    if not answer.whole:
        raise _Refused(f"It has more than {question.max_megabytes} MB, or broke off.")
    return answer.body


def _taken_in(photo: Open311Photo, question: Question, content: bytes) -> StoredFile:
    name = urlsplit(photo.url).path.rpartition("/")[2][-80:] or "photo"
    try:
        return take_in(
            SimpleUploadedFile(name, content),
            owner_type=OWNER_TYPE,
            owner_id=str(photo.filing.request.submission_id),
            accept=question.accept or ("photo",),
            most_megabytes=question.max_megabytes,
            client_id=uuid5(NAMESPACE_URL, f"open311-photo:{photo.pk}"),
        )
    except UploadRefused as refused:
        raise _Refused(refused.message.in_language("en")) from refused


@transaction.atomic
def _keep(photo: Open311Photo, question: Question, stored: StoredFile) -> None:
    request = (
        Request.objects.select_for_update(of=("self",))
        .select_related("service")
        .get(pk=photo.filing.request_id)
    )
    kept, is_new = RequestFile.objects.get_or_create(
        file=stored, defaults={"request": request, "question": question.key}
    )
    photo.state = Open311Photo.State.KEPT
    photo.save(update_fields=["state"])
    if not is_new:
        return
    write_entry(request, TimelineEntry.Kind.NOTE, shown=False, message=f"Photo fetched: {stored.name}")
    # Its back offices have the report already; those that hear of more are given the link.
    said = {
        "id": str(stored.id),
        "question": kept.question,
        "name": stored.name,
        "content_type": stored.content_type,
        "size": stored.size,
        "sha256": stored.sha256,
        "scan": stored.scan_state,
    }
    announcing.announce(request, announcing.UPDATED, {"message": "", "files": [said]})


@transaction.atomic
def _give_up(photo: Open311Photo, reason: str) -> None:
    logger.warning("photo %s of an Open311 report was not fetched", photo.pk)
    request = Request.objects.select_for_update().get(pk=photo.filing.request_id)
    photo.state, photo.reason = Open311Photo.State.REFUSED, reason[:200]
    photo.save(update_fields=["state", "reason"])
    write_entry(
        request,
        TimelineEntry.Kind.NOTE,
        shown=False,
        message=f"A photo that came with it was not fetched. {reason}\n{photo.url}",
    )
