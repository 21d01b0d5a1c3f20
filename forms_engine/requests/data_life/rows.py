"""What the house of requests itself keeps about a request beside its history, and how that is erased. The history and the
answers are emptied by the database's own function (``erasing``): nothing else may."""

from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, Q

from forms_engine.files.erasing import delete_unnamed
from forms_engine.files.models import StoredFile
from forms_engine.locations.models import Location
from forms_engine.notices import erasing as notices
from forms_engine.requests import added_files, following
from forms_engine.requests.contacts import identity
from forms_engine.requests.inward import letters
from forms_engine.requests.models import (
    Casework,
    Contact,
    Feedback,
    Follower,
    Letter,
    PossibleDuplicate,
    Request,
    RequestFile,
    Unreachable,
)

ERASED = "Erased."


def locations_of(request_id: UUID) -> set[int]:
    """The locations that a request and the contacts about it name."""
    of_contacts = Contact.objects.filter(request=request_id).values_list("location_id", flat=True)
    of_request = Request.objects.filter(pk=request_id).values_list("location_id", flat=True)
    return {one for one in [*of_contacts, *of_request] if one is not None}


def erase_rows(request_id: UUID) -> None:
    """Erase them in the caller's transaction, after the request itself has been emptied. Done again it changes nothing."""
    _erase_files(request_id)
    _erase_followers(request_id)
    _erase_contacts(request_id)
    PossibleDuplicate.objects.filter(Q(request=request_id) | Q(other=request_id)).delete()
    Unreachable.objects.filter(request=request_id).delete()
    casework = Casework.objects.filter(request=request_id)
    casework.exclude(resident="").update(resident=ERASED)
    casework.update(consent_words="", ended_why="")
    _erase_feedback(request_id)


def delete_locations(ids: set[int]) -> None:
    """Delete those of the locations that nothing names any more."""
    for one in ids:
        try:
            with transaction.atomic():
                Location.objects.filter(pk=one).delete()
        except (ProtectedError, IntegrityError):
            continue


def _erase_files(request_id: UUID) -> None:
    kept = list(Letter.objects.filter(request=request_id).values_list("file_id", flat=True))
    kept += RequestFile.objects.filter(request=request_id).values_list("file_id", flat=True)
    # Those that its sender or an officer was about to add, too.
    owners = [added_files.OWNER_TYPE, letters.OWNER_TYPE]
    kept += StoredFile.objects.filter(owner_type__in=owners, owner_id=str(request_id)).values_list(
        "id", flat=True
    )
    Letter.objects.filter(request=request_id).delete()
    RequestFile.objects.filter(request=request_id).delete()
    delete_unnamed(kept)


def _erase_followers(request_id: UUID) -> None:
    # Who followed it, and its own customer where it was closed as a duplicate: their address was taken along.
    found = Follower.objects.filter(Q(request=request_id) | Q(from_request=request_id))
    notices.delete(following.OWNER_TYPE, [str(one) for one in found.values_list("pk", flat=True)])
    found.delete()


def _erase_contacts(request_id: UUID) -> None:
    found = Contact.objects.filter(request=request_id)
    notices.delete(identity.OWNER_TYPE, [str(one) for one in found.values_list("pk", flat=True)])
    found.update(note="", signposted_to="", customer=None, location=None)


def _erase_feedback(request_id: UUID) -> None:
    found = Feedback.objects.filter(request=request_id)
    # An answer that was a comment alone is none any more.
    found.filter(satisfaction=None, effort=None).update(comment="", answered_at=None)
    found.update(comment="")
