"""Taking a file in, and deleting it again."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import BinaryIO, cast
from uuid import UUID

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction

from forms_engine.definition.question_types import ACCEPTED
from forms_engine.files import images, quarantine, text
from forms_engine.files.models import StoredFile
from forms_engine.files.names import safe_name, shown_name
from forms_engine.files.refusals import Unfit, UploadRefused
from forms_engine.files.sniffing import content_type_of

MEGABYTE = 1024 * 1024
PHOTOS = frozenset(ACCEPTED["photo"])
CHUNK = 256 * 1024


def take_in(
    upload: UploadedFile,
    *,
    owner_type: str,
    owner_id: str,
    accept: tuple[str, ...],
    most_megabytes: int,
    client_id: UUID | None = None,
) -> StoredFile:
    """Take in a file: what it is is told from its bytes, and has to be of one of the kinds in ``accept`` (keys of
    ``definition.question_types.ACCEPTED``).

    A photo is made anew as a JPEG, text is kept as UTF-8, everything else as it came. Where a scanner is set up, the
    file waits in quarantine. With a ``client_id`` that this owner has used before, answers the file taken in then.

    Raises:
        UploadRefused: when it cannot be taken; nothing is kept.
    """
    if client_id is not None and (before := _known(owner_type, owner_id, client_id)):
        return before
    called = shown_name(upload.name or "")
    if not upload.size:
        raise UploadRefused("empty-file", name=called)
    if upload.size > most_megabytes * MEGABYTE:
        raise UploadRefused("too-big-file", name=called, limit=most_megabytes)
    try:
        with _prepared(cast(BinaryIO, upload.file), upload.name or "", accept) as (content_type, content):
            size, sha256 = _measured(content)
            stored = StoredFile(
                owner_type=owner_type,
                owner_id=owner_id,
                client_id=client_id,
                name=safe_name(upload.name or "", content_type),
                content_type=content_type,
                size=size,
                sha256=sha256,
            )
            return _kept(stored, content)
    except Unfit as unfit:
        megapixels = images.MOST_PIXELS // 1_000_000
        raise UploadRefused(unfit.code, name=called, kinds=accept, limit=megapixels) from unfit


def delete_files(*, owner_type: str, owner_id: str) -> None:
    """Delete an owner's files: the rows in the caller's transaction, the bytes once it has committed."""
    for stored in StoredFile.objects.filter(owner_type=owner_type, owner_id=owner_id):
        delete_file(stored)


def delete_file(stored: StoredFile) -> None:
    """Delete one file: the row in the caller's transaction, the bytes once it has committed."""
    delete_bytes_on_commit(stored)
    stored.delete()


def delete_bytes_on_commit(stored: StoredFile) -> None:
    """Have a file's bytes deleted once the caller's transaction has committed."""
    if stored.content.name:
        # Bytes that are left behind are found and deleted at night; an error here must not undo what is committed.
        transaction.on_commit(partial(stored.content.storage.delete, stored.content.name), robust=True)


def _known(owner_type: str, owner_id: str, client_id: UUID) -> StoredFile | None:
    return StoredFile.objects.filter(owner_type=owner_type, owner_id=owner_id, client_id=client_id).first()


@contextmanager
def _prepared(file: BinaryIO, name: str, accept: tuple[str, ...]) -> Iterator[tuple[str, BinaryIO]]:
    """The content type it is kept under, and what is kept. What was made anew is closed afterwards, the upload itself
    by whoever sent it.

    Raises:
        Unfit: when it cannot be taken.
    """
    found = _wanted_type(file, name, {one for kind in accept for one in ACCEPTED[kind]})
    if found in PHOTOS:
        with images.reencoded(file) as made:
            yield "image/jpeg", made
    elif found.startswith("text/"):
        with text.as_utf8(file) as made:
            yield found, made
    else:
        yield found, file


def _wanted_type(file: BinaryIO, name: str, accepted: set[str]) -> str:
    """What the file is, where that is one of the types accepted.

    Raises:
        Unfit: when it is not, or cannot be taken.
    """
    try:
        found = content_type_of(file)
    except Unfit:
        if accepted <= PHOTOS:
            # What is wrong with a document is no help to somebody who was asked for a photo.
            raise Unfit("wrong-type") from None
        raise
    if found == "text/plain" and not _is_text_wanted(name, accepted):
        # Nothing in the bytes tells a table from other text: what was asked for does, and where both are, its name.
        found = "text/csv"
    if found not in accepted:
        raise Unfit("wrong-type")
    return found


def _is_text_wanted(name: str, accepted: set[str]) -> bool:
    return "text/plain" in accepted and not ("text/csv" in accepted and name.lower().endswith(".csv"))


def _measured(content: BinaryIO) -> tuple[int, str]:
    """Its size in bytes and SHA-256, read in pieces; leaves it at its beginning."""
    digest, size = hashlib.sha256(), 0
    content.seek(0)
    while chunk := content.read(CHUNK):
        digest.update(chunk)
        size += len(chunk)
    content.seek(0)
    return size, digest.hexdigest()


def _kept(stored: StoredFile, content: BinaryIO) -> StoredFile:
    """Write bytes, then row. Sent twice at the same moment, the first one is kept."""
    stored.content.save("", File(content), save=False)
    try:
        with transaction.atomic():
            quarantine.take(stored)
            stored.save(force_insert=True)
            quarantine.enqueue(stored)
    except IntegrityError:
        stored.content.storage.delete(stored.content.name)
        before = stored.client_id and _known(stored.owner_type, stored.owner_id, stored.client_id)
        if not before:
            raise
        return before
    return stored
