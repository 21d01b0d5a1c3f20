"""Erasing what journeys keep: what a request was filled in as, and somebody's drafts."""

from uuid import UUID

from django.db.models import Q, QuerySet

from forms_engine.files.erasing import delete_unnamed
from forms_engine.files.models import StoredFile
from forms_engine.journeys import choosing, duplicates
from forms_engine.journeys.draft_letters import forget_letters
from forms_engine.journeys.models import (
    Open311Filing,
    Open311Photo,
    SavedDraft,
    Submission,
)
from forms_engine.journeys.services import OWNER_TYPE
from forms_engine.notices import erasing as notices


def erase_of_request(request_id: UUID) -> None:
    """Delete the submission that became the request, with its links, devices, keys and letters, in the caller's transaction.
    A report by Open311 is still known to have been filed; its photos' addresses go."""
    delete_submissions(Submission.objects.filter(request=request_id))
    Open311Photo.objects.filter(filing__request=request_id).delete()
    Open311Filing.objects.filter(request=request_id).update(external_id="", digest="")


def erase_of_person(customers: list[UUID]) -> None:
    """Delete what a person was filling in, and what others were filling in for them, in the caller's transaction."""
    theirs = Submission.objects.filter(Q(user__customer__in=customers) | Q(customer__in=customers))
    drafts = theirs.exclude(state=Submission.State.SUBMITTED)
    for draft in drafts.select_for_update(of=("self",)):
        choosing.let_go(draft)
    delete_submissions(drafts)


def delete_submissions(submissions: QuerySet[Submission]) -> None:
    """Delete submissions with their links, letters, codes and files, in the caller's transaction. A file that a request
    names, the one they became or one that was split from it, stays."""
    ids = list(submissions.values_list("pk", flat=True))
    forget_letters(SavedDraft.objects.filter(submission__in=ids))
    owners = [str(one) for one in ids]
    for owner_type in (OWNER_TYPE, duplicates.OWNER_TYPE):
        notices.delete(owner_type, owners)
    files = list(
        StoredFile.objects.filter(owner_type=OWNER_TYPE, owner_id__in=owners).values_list("pk", flat=True)
    )
    Submission.objects.filter(pk__in=ids).delete()
    delete_unnamed(files)
