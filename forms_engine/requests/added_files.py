"""Files that are added to a request after it was sent: by its officers, and by its customer with an answer.

They are taken in, told by their bytes and scanned as uploads are. Sent twice under one ``sending`` (a click repeated, a
connection that broke off), each is kept once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from audiences.principal import Principal
from forms_engine.files.models import StoredFile
from forms_engine.files.services import take_in
from forms_engine.requests import announcing
from forms_engine.requests.models import Request, RequestFile, TimelineEntry
from forms_engine.requests.selectors import may_decide
from forms_engine.requests.states import NotAllowed, StateRefused
from forms_engine.requests.telling import tell_customer, write_entry
from forms_engine.requests.working_on import lock_to_work_on

OWNER_TYPE = "request-file"
ACCEPT = ("photo", "document", "spreadsheet")
MOST_MEGABYTES = 10
MOST_AT_ONCE = 5
MOST_OF_A_REQUEST = 60  # added by anybody, over its whole life


class TooManyFiles(ValueError):
    """More files than are taken at once, or than a request may have; the message says which."""


@dataclass(frozen=True, slots=True)
class Sending:
    """Files as somebody sends them. ``sending`` is what the form that they were chosen in called itself: the same file of
    the same form is the same file."""

    uploads: Sequence[UploadedFile]
    sending: UUID


@transaction.atomic
def add_files(
    principal: Principal, request_id: UUID, sent: Sending, *, words: str, shown: bool
) -> list[RequestFile]:
    """An officer adds files to a request, and may say what they are. ``shown`` to its customer, who is told; otherwise for
    colleagues only. Repeated, it changes nothing and answers no files.

    Raises:
        NotAllowed: when the principal may not decide on this request.
        StateRefused: when it was never received, and its customer would be shown them.
        TooManyFiles: when there are more than are taken.
        UploadRefused: when one cannot be taken; none is kept then.
    """
    found = Request.objects.filter(id=request_id).first()
    if found is None or not may_decide(principal, found):
        raise NotAllowed("You may not add files to this request.")
    if not sent.uploads:
        raise TooManyFiles(_("Choose at least one file."))
    taken = take_all(found.id, sent)  # before the lock: making a photo anew takes its time
    request = lock_to_work_on(principal, request_id)  # and meanwhile it may have gone to somebody else
    fresh = not_kept_yet(request, taken)
    if not fresh:
        return []
    if shown and request.received_at is None:
        raise StateRefused(_("Nobody is written to before their request was received."))
    check_room(request, fresh)
    words = words.strip()
    entry = write_entry(
        request, TimelineEntry.Kind.FILE_ADDED, shown=shown, message=words, actor=principal.user
    )
    kept = keep(request, fresh, entry, shown=shown)
    if shown:
        tell_customer(request, "request.file-added", {"files": len(kept)})
        said = {"message": words, "files": [told(one) for one in fresh]}
        announcing.announce(request, announcing.UPDATED, said)
    return kept


def take_all(request_id: UUID, sent: Sending) -> list[StoredFile]:
    """Take files in for a request, in the caller's transaction: what is kept of them where that comes to nothing is found
    by the sweep of files without a row.

    Raises:
        TooManyFiles: when there are more than are taken at once.
        UploadRefused: when one cannot be taken.
    """
    if len(sent.uploads) > MOST_AT_ONCE:
        raise TooManyFiles(
            _("Choose %(most)s files at most. You can add more afterwards.") % {"most": MOST_AT_ONCE}
        )
    return [
        take_in(
            upload,
            owner_type=OWNER_TYPE,
            owner_id=str(request_id),
            accept=ACCEPT,
            most_megabytes=MOST_MEGABYTES,
            client_id=uuid5(
                NAMESPACE_URL, f"request-file:{sent.sending}:{number}:{upload.name}:{upload.size}"
            ),
        )
        for number, upload in enumerate(sent.uploads)
    ]


def not_kept_yet(request: Request, files: Sequence[StoredFile]) -> list[StoredFile]:
    """Those of the files that the request does not have already. The caller holds its lock."""
    kept = set(request.files.filter(file__in=files).values_list("file_id", flat=True))
    return [stored for stored in dict.fromkeys(files) if stored.id not in kept]


def check_room(request: Request, files: Sequence[StoredFile]) -> None:
    """Raises:
    TooManyFiles: when a request would have more added files than one may have.
    """
    if request.files.filter(question="").count() + len(files) > MOST_OF_A_REQUEST:
        raise TooManyFiles(
            _("This request has %(most)s files that were added, and takes no more.")
            % {"most": MOST_OF_A_REQUEST}
        )


def keep(
    request: Request, files: Sequence[StoredFile], entry: TimelineEntry, *, shown: bool
) -> list[RequestFile]:
    """Have the files belong to a request, as added with an entry of its timeline."""
    return RequestFile.objects.bulk_create(
        RequestFile(request=request, file=stored, entry_number=entry.number, shown_to_customer=shown)
        for stored in files
    )


def told(stored: StoredFile) -> dict[str, Any]:
    """An added file as a back office is told it: it answers no question of the journey's."""
    return {
        "id": str(stored.id),
        "question": "",
        "name": stored.name,
        "content_type": stored.content_type,
        "size": stored.size,
        "sha256": stored.sha256,
        "scan": stored.scan_state,
    }


def files_for_customer(request: Request) -> list[RequestFile]:
    """The files of a request that its customer may see, oldest first. The caller has found it as theirs."""
    return list(request.files.filter(shown_to_customer=True).select_related("file").order_by("id"))
