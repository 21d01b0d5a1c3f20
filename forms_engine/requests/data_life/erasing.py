"""Erasing a request: what was answered, said, sent and written about it goes, in one transaction. What is left is an empty
request that the council's figures count, a tombstone, and the books of what was paid (docs/data-life.md)."""

from uuid import UUID

from django.db import IntegrityError, connection, transaction
from psycopg.errors import RestrictViolation

from forms_engine.booking import erasing as booking
from forms_engine.delivery import erasing as delivery
from forms_engine.notices import erasing as notices
from forms_engine.requests import tasks
from forms_engine.requests.data_life import owners, rows
from forms_engine.requests.data_life.kept import Kept, reasons_of
from forms_engine.requests.data_life.people import ask_erasure
from forms_engine.requests.models import Tombstone
from forms_engine.requests.owner import OWNER_TYPE
from payments import erasing as payments

__all__ = ["Kept", "ask_erasure", "erase_request"]


@transaction.atomic
def erase_request(request_id: UUID, because: Tombstone.Because) -> bool:
    """Erase a request; answers whether it was there and not erased yet.

    The database's own function looks again whether it may be, under the request's lock, and empties what nothing else may
    change; everything else follows in the same transaction. The bytes of files, and the demonstration's copies of letters,
    go once it has committed, by jobs that are tried again.

    Raises:
        Kept: when it may not be erased now, with the reasons. Nothing is changed.
    """
    owner = str(request_id)
    payments.lock(OWNER_TYPE, owner)
    locations = rows.locations_of(request_id)
    if not _emptied(request_id, because):
        return False
    notices.empty(OWNER_TYPE, owner)
    notices.wipe_copies_later(delivery.erase(OWNER_TYPE, owner))
    booking.erase(OWNER_TYPE, owner)
    payments.erase(OWNER_TYPE, owner)
    owners.tell_of_request(request_id)
    rows.erase_rows(request_id)
    rows.delete_locations(locations)
    tasks.write_down_erased.defer()
    return True


def _emptied(request_id: UUID, because: Tombstone.Because) -> bool:
    try:
        # A savepoint, so that the reasons can be asked for after a refusal.
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select requests_erase(%s, %s)", [request_id, because.value])
            return bool(cursor.fetchone()[0])
    except IntegrityError as refused:
        if not isinstance(refused.__cause__, RestrictViolation):
            raise
        raise Kept(reasons_of([request_id])[request_id]) from refused
