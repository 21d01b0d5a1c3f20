"""A release goes out: all of its pages in one transaction, or none of them.

Readers see the transaction's commit and nothing before it; the number that kept answers are held against
(``page_cache``) changes with it, once. A worker that dies in the middle leaves nothing behind: the release is still
scheduled, and the next minute's job takes it up.
"""

import logging

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, OperationalError, transaction
from django.urls import reverse
from django.utils import timezone

from content.models import Release, ReleasedPage
from content.objections import why_not_take_down
from content.releases.checking import draft_of, opened_beyond, reasons_in_draft, rows_of
from forms_engine.notices.services import send_email

logger = logging.getLogger(__name__)

OWNER_TYPE = "content.release"


class NotReleased(Exception):
    """One of the pages cannot go out; the message says which and why, for an editor."""


def release_due() -> int:
    """Release what is due, the earliest first; one that fails does not hold up the others. Answers how many went out."""
    due = Release.objects.filter(state=Release.State.SCHEDULED, at__lte=timezone.now())
    return sum(release(pk) for pk in due.order_by("at", "pk").values_list("pk", flat=True))


def release(release_id: int) -> bool:
    """Make every page of a due release live, or none. Answers whether this call did it: of two at once, one does.

    What the database could not do just now (a deadlock, a restart) leaves it scheduled, for the next try.

    Raises:
        OperationalError: then.
    """
    try:
        return _release(release_id)
    except NotReleased as reason:
        _give_up(release_id, str(reason))
    except OperationalError:
        raise
    except Exception as error:
        # Whatever it is, a person has to see it, and the releases that come after it have to go out.
        logger.exception("release %s failed", release_id)
        kind = "the database refused it" if isinstance(error, DatabaseError) else "something went wrong"
        _give_up(release_id, f"None of the pages was changed: {kind}. Tell the people who run the site.")
    return False


@transaction.atomic
def _release(release_id: int) -> bool:
    row = _claim(release_id)
    if row is None:
        return False
    rows = rows_of(row)
    for one in rows:
        if one.take_down:
            _take_down(one, row)
        else:
            _publish(one, row, rows)
    _mark_released(row)
    return True


def _claim(release_id: int) -> Release | None:
    """The release, ours until the end of the transaction, if it is still to go out."""
    due = Release.objects.filter(state=Release.State.SCHEDULED, at__lte=timezone.now())
    return due.select_for_update(of=("self",)).filter(pk=release_id).first()


def _mark_released(row: Release) -> None:
    row.state, row.released_at = Release.State.RELEASED, timezone.now()
    row.save(update_fields=["state", "released_at"])


def _publish(one: ReleasedPage, row: Release, rows: list[ReleasedPage]) -> None:
    if one.revision is None:
        raise NotReleased(f"The draft of “{one.page.title}” that was scheduled is gone.")
    draft = draft_of(one)
    if reasons := reasons_in_draft(draft):
        raise NotReleased(f"“{draft.title}”: {' '.join(reasons)}")
    if more := opened_beyond(one, draft, rows):
        raise NotReleased(f"“{draft.title}” would now open to readers nobody agreed to: {more}.")
    try:
        one.revision.publish(user=row.scheduled_by)
    except PermissionDenied:
        raise NotReleased(f"{row.scheduled_by} may not publish “{draft.title}” any more.") from None


def _take_down(one: ReleasedPage, row: Release) -> None:
    page = one.page.specific
    if not page.live:
        # Somebody was quicker; that is what was wanted.
        return
    if reason := why_not_take_down(page):
        raise NotReleased(reason)
    try:
        page.unpublish(user=row.scheduled_by)
    except PermissionDenied:
        raise NotReleased(
            f"“{page.title}” is locked, or {row.scheduled_by} may not take it down any more."
        ) from None


@transaction.atomic
def _give_up(release_id: int, why: str) -> None:
    """Say that it failed, and write to who made and who scheduled it. Its time is over: somebody has to look at it."""
    row = Release.objects.select_for_update(of=("self",)).filter(pk=release_id).first()
    if row is None or row.state != Release.State.SCHEDULED:
        return
    row.state, row.why_not = Release.State.FAILED, why
    row.save(update_fields=["state", "why_not"])
    path = reverse("release", args=[row.pk], urlconf=settings.HOST_URLCONFS["staff"])
    people = {one.email for one in (row.made_by, row.scheduled_by) if one and one.is_active and one.email}
    for recipient in sorted(people):
        send_email(
            owner_type=OWNER_TYPE,
            owner_id=str(row.pk),
            subject="content.release-failed",
            recipient=recipient,
            context={
                "name": row.name,
                "at": row.at,
                "why": why,
                "link": f"{settings.ENVIRONMENT.origin('staff')}{path}",
            },
        )
