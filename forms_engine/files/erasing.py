"""Deleting files that nothing is left to name."""

from collections.abc import Collection
from uuid import UUID

from django.db import transaction
from django.db.models import ProtectedError

from forms_engine.files.models import StoredFile
from forms_engine.files.services import delete_file


def delete_unnamed(ids: Collection[UUID]) -> int:
    """Delete those of the files that nothing names any more, in the caller's transaction; answers how many.

    Their bytes go once it has committed. Where that fails they are found without a row the next night and deleted then;
    until they are, ``verify_integrity`` lists them (``files.integrity``).
    """
    deleted = 0
    for stored in StoredFile.objects.filter(id__in=list(ids)).order_by("id"):
        try:
            with transaction.atomic():
                delete_file(stored)
        except ProtectedError:
            continue
        deleted += 1
    return deleted
