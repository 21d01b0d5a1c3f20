"""Letters and decisions that back offices write: a PDF each, shown with the request once it has been scanned."""

import binascii
import hashlib
from base64 import b64decode
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.files.models import StoredFile
from forms_engine.files.refusals import UploadRefused
from forms_engine.files.services import take_in
from forms_engine.requests.callbacks import Recorded, take
from forms_engine.requests.inward.matching import request_id_of
from forms_engine.requests.models import FileRead, Inbound, Letter, Request, TimelineEntry
from forms_engine.requests.telling import tell_customer, write_entry

OWNER_TYPE = "letter"
MOST_MEGABYTES = 10


class LetterRefused(ValueError):
    """The letter cannot be taken; the message says why."""


class NoSuchCase(LookupError):
    """It is about nothing that this back office was sent or has begun."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A letter as its back office sends it. ``content`` is the PDF in base64."""

    their_id: str
    about: str
    title: str
    name: str
    content: str
    at: datetime


@transaction.atomic
def take_letter(destination: Destination, message_id: str, sent: Sent) -> Recorded:
    """Keep a letter with the request that it is about. Its customer is told when it can be read: at once, or once it has
    been scanned.

    Raises:
        NoSuchCase: when we do not know the case. Unlike a status it is not kept: nobody could be shown it.
        LetterRefused: when it is no PDF, or too large.
        OtherWords: when the message id was used for something else before.
    """
    try:
        content = b64decode(sent.content, validate=True)
    except (binascii.Error, ValueError):
        raise LetterRefused("The content is not base64.") from None
    # A letter that was taken before stays about its request, whatever has become of the case's number since.
    before = Inbound.objects.filter(
        destination=destination, message_id=message_id, kind=Inbound.Kind.LETTER
    ).first()
    request_id = before.request_id if before else request_id_of(destination, sent.their_id, sent.about)
    if request_id is None or Request.objects.filter(pk=request_id, erased_at__isnull=False).exists():
        raise NoSuchCase("We know no such case of yours (yet).")
    said = f"{request_id} {sent.title} {sent.name} {hashlib.sha256(content).hexdigest()}"
    inbound, is_new = take(
        Inbound(
            destination=destination,
            message_id=message_id,
            kind=Inbound.Kind.LETTER,
            sha256=hashlib.sha256(said.encode()).hexdigest(),
            their_id=sent.their_id,
            about=sent.about,
            at=min(sent.at, timezone.now()),
            request_id=request_id,
            outcome=Inbound.Outcome.APPLIED,
        )
    )
    if is_new:
        letter_id = uuid4()
        stored = _stored(letter_id, sent, content)
        letter = Letter.objects.create(
            id=letter_id, request_id=request_id, inbound=inbound, title=sent.title, file=stored
        )
        if stored.is_open:
            _show(letter)
    return Recorded(inbound.id, inbound.outcome, inbound.request_id, repeated=not is_new)


def _stored(letter_id: UUID, sent: Sent, content: bytes) -> StoredFile:
    """The PDF's bytes outlive a transaction that comes to nothing; the sweep of files without a row finds them."""
    try:
        return take_in(
            SimpleUploadedFile(sent.name, content, "application/pdf"),
            owner_type=OWNER_TYPE,
            owner_id=str(letter_id),
            accept=("pdf",),
            most_megabytes=MOST_MEGABYTES,
        )
    except UploadRefused as refused:
        size = f"{MOST_MEGABYTES} MB at most"
        raise LetterRefused(f"The letter has to be a PDF that opens without a password, {size}.") from refused


def found_clean(stored: StoredFile) -> None:
    """A letter has been scanned and can be read: its customer is told. Doing it again changes nothing."""
    letter = Letter.objects.filter(file=stored).first()
    if letter is not None:
        _show(letter)


def found_infected(stored: StoredFile) -> None:
    """A letter held a virus and is gone: officers are told so on the request, once. Its customer never heard of it."""
    letter = Letter.objects.filter(file=stored).first()
    if letter is None:
        return
    request = _locked(letter)
    gone = request.timeline.filter(kind=TimelineEntry.Kind.FILE_DELETED, message=letter.title)
    if not gone.exists():
        write_entry(request, TimelineEntry.Kind.FILE_DELETED, shown=False, message=letter.title)


def _show(letter: Letter) -> None:
    request = _locked(letter)
    if not Letter.objects.filter(id=letter.id, told_at=None).update(told_at=timezone.now()):
        return
    write_entry(request, TimelineEntry.Kind.LETTER, shown=True, message=letter.title)
    tell_customer(request, "request.letter", {})


def _locked(letter: Letter) -> Request:
    return Request.objects.select_for_update(of=("self",)).select_related("service").get(id=letter.request_id)


def letters_of(request: Request) -> list[Letter]:
    """The letters that can be read, oldest first. The caller has found the request as somebody who may see it."""
    return [letter for letter in request.letters.select_related("file") if letter.file.is_open]


def every_letter_of(request: Request) -> list[Letter]:
    """The letters of a request as officers see them, those too that cannot be read (yet)."""
    return list(request.letters.select_related("file", "inbound__destination"))


def letter_of(request: Request, letter_id: UUID) -> Letter | None:
    """One letter of a request that the caller may see, where it can be read."""
    found = request.letters.filter(id=letter_id).select_related("file").first()
    return found if found and found.file.is_open else None


def note_read(
    stored: StoredFile, request: Request, *, reader: User | None, delivery: Delivery | None = None
) -> None:
    """Write down that somebody was handed a file: an account, whoever opened the request with a code (nobody), or the
    back office of a delivery."""
    FileRead.objects.create(file=stored, request=request, reader=reader, delivery=delivery)


@transaction.atomic
def note_fetched(letter: Letter, request: Request, *, reader: User | None) -> None:
    """Write down that a letter's customer, or whoever acts for them, fetched it. The first time, it is read: nobody prints
    it any more."""
    Letter.objects.filter(id=letter.id, read_at=None).update(read_at=timezone.now())
    note_read(letter.file, request, reader=reader)
