"""Taking back what people were told about something that is erased."""

import re
from collections.abc import Collection
from pathlib import Path
from uuid import UUID

from django.conf import settings

from forms_engine.notices import tasks
from forms_engine.notices.models import Notice, OneTimeCode

# Between the messages of a file of Django's mail backend.
LINE = b"-" * 79 + b"\n"
SEPARATOR = re.compile(rb"^-{79}\n", re.MULTILINE)
KEPT_IN_FILES = "django.core.mail.backends.filebased.EmailBackend"


def empty(owner_type: str, owner_id: str) -> None:
    """Empty an owner's notices, in the caller's transaction. That somebody was told, of what kind and when, stays
    written down. Its one-time codes are deleted."""
    found = Notice.objects.filter(owner_type=owner_type, owner_id=owner_id)
    ids = list(found.values_list("id", flat=True))
    found.update(
        recipient="", heading="", body="", calendar="", unsubscribe="", provider_id="", last_error=""
    )
    OneTimeCode.objects.filter(owner_type=owner_type, owner_id=owner_id).delete()
    wipe_copies_later(ids)


def delete(owner_type: str, owner_ids: Collection[str]) -> None:
    """Delete the notices and codes of owners who are deleted themselves, in the caller's transaction. What has not been sent is not sent any more."""
    found = Notice.objects.filter(owner_type=owner_type, owner_id__in=list(owner_ids))
    ids = list(found.values_list("id", flat=True))
    found.delete()
    OneTimeCode.objects.filter(owner_type=owner_type, owner_id__in=list(owner_ids)).delete()
    wipe_copies_later(ids)


def delete_to(owner_type: str, recipients: Collection[str]) -> None:
    """Delete what was sent to these addresses about owners of that type, in the caller's transaction. Only for a type whose
    notices are few: it looks at all of them."""
    found = Notice.objects.filter(owner_type=owner_type, recipient__in=list(recipients))
    ids = list(found.values_list("id", flat=True))
    found.delete()
    wipe_copies_later(ids)


def wipe_copies_later(ids: Collection[UUID]) -> None:
    """Have the worker do ``wipe_copies`` once the caller's transaction has committed, where there are copies at all."""
    if ids and settings.EMAIL_BACKEND == KEPT_IN_FILES:
        tasks.wipe_copies.defer(ids=[str(one) for one in ids])


def wipe_copies(ids: Collection[str]) -> int:
    """Delete the demonstration's copies of what it seemed to send, emails and text messages, from its mailbox. What was
    really sent lies with whoever got it. Answers how many there were."""
    folder = Path(getattr(settings, "EMAIL_FILE_PATH", None) or "")
    if not ids or settings.EMAIL_BACKEND != KEPT_IN_FILES or not folder.is_absolute() or not folder.is_dir():
        return 0
    marks = [f"<{one}@".encode() for one in ids]
    return sum(_wiped(file, marks) for file in folder.iterdir() if file.is_file())


def _wiped(file: Path, marks: list[bytes]) -> int:
    """Take the messages that one of the marks is in out of a file, which may hold several."""
    said = SEPARATOR.split(file.read_bytes())
    kept = [one for one in said if not any(mark in one for mark in marks)]
    if len(kept) == len(said):
        return 0
    if any(one.strip() for one in kept):
        file.write_bytes(LINE.join(kept))
    else:
        file.unlink(missing_ok=True)
    return len(said) - len(kept)
