"""Putting a release together, and giving it a time."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from wagtail.models import Revision

from accounts.models import User
from content.audience import keys_in_hand
from content.models import ContentPage, Release, ReleasedPage
from content.releases.checking import Problem, draft_of, problems_of, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable

MOST_PAGES = 100


class NotOpen(ValueError):
    """The release is scheduled or released: its pages stay as they are."""


class TooMany(ValueError):
    """No more pages go into one release."""


class CannotBeScheduled(ValueError):
    """Something is in the way; ``problems`` say what."""

    def __init__(self, problems: "Iterable[Problem]") -> None:
        self.problems = list(problems)
        super().__init__(" ".join(one.words for one in self.problems))


def start(*, name: str, by: User) -> Release:
    """A new release without pages."""
    return Release.objects.create(name=name, made_by=by)


@transaction.atomic
def gather(release: Release, page: ContentPage, *, take_down: bool = False) -> None:
    """Put a page into the release: its newest draft, or to be taken down. Again: what was said last counts.

    Raises:
        NotOpen: when the release is scheduled or out.
        TooMany: when it is full.
    """
    row = _open(release)
    known = ReleasedPage.objects.filter(release=row)
    if known.exclude(page=page).count() >= MOST_PAGES:
        raise TooMany
    known.update_or_create(release=row, page=page, defaults={"take_down": take_down, "revision": None})


@transaction.atomic
def leave_out(release: Release, page_id: int) -> None:
    """Take a page out of the release.

    Raises:
        NotOpen: when the release is scheduled or out.
    """
    ReleasedPage.objects.filter(release=_open(release), page=page_id).delete()


@transaction.atomic
def schedule(release: Release, *, at: datetime, by: User, agrees: bool = False) -> Release:
    """Fix the drafts of the release as they are now, and the time at which all of them become live.

    Args:
        agrees: ``by`` has read whom the release opens pages to, and means it.

    Raises:
        NotOpen: when it is scheduled already, or out.
        CannotBeScheduled: when something stops it.
    """
    row = _open(release)
    found = problems_of(row, by)
    against = [one for one in found if one.stops or (one.opens and not agrees)]
    rows = rows_of(row)
    if against or not rows:
        raise CannotBeScheduled(against)
    for one in rows:
        one.revision = None if one.take_down else _newest(one)
        one.agreed_keys = [] if one.take_down else list(keys_in_hand(draft_of(one)))
        one.save(update_fields=["revision", "agreed_keys"])
    row.state, row.at, row.scheduled_by, row.why_not = Release.State.SCHEDULED, at, by, ""
    row.save()
    return row


@transaction.atomic
def call_off(release: Release) -> None:
    """Take a scheduled release's time away: it can be changed again, and has the newest drafts.

    Raises:
        NotOpen: when it is out.
    """
    row = _lock(release)
    if row.state == Release.State.RELEASED:
        raise NotOpen
    row.state, row.at, row.scheduled_by = Release.State.GATHERING, None, None
    row.save()
    row.pages.update(revision=None, agreed_keys=[])


@transaction.atomic
def throw_away(release: Release) -> None:
    """Delete a release that is not out; its pages stay as they are.

    Raises:
        NotOpen: when it is scheduled or out.
    """
    _open(release).delete()


def _newest(row: ReleasedPage) -> Revision:
    """The newest draft; a page that never had one gets it now."""
    page = row.page.specific
    return page.get_latest_revision() or page.save_revision(clean=False)


def _lock(release: Release) -> Release:
    return Release.objects.select_for_update(of=("self",)).get(pk=release.pk)


def _open(release: Release) -> Release:
    """The release, locked, if its pages may be changed; one that failed is open again."""
    row = _lock(release)
    if row.state in {Release.State.SCHEDULED, Release.State.RELEASED}:
        raise NotOpen
    if row.state == Release.State.FAILED:
        row.state, row.at, row.scheduled_by = Release.State.GATHERING, None, None
        row.save(update_fields=["state", "at", "scheduled_by"])
        row.pages.update(revision=None, agreed_keys=[])
    return row
