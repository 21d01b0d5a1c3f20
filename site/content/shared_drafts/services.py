"""Sharing drafts with somebody who has no account: making a link, and ending it.

The link's secret is shown once and kept as a hash. Only what is for everybody can be shared: a link can be passed on, so
what is for staff or partners has no business behind one.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audiences.keys import PUBLIC
from content.audience import keys_in_hand
from content.models import ContentPage, SharedDraft
from content.telling import audience_of_site

if TYPE_CHECKING:
    from wagtail.models import Page

USUAL_DAYS, MOST_DAYS = 7, 30
MOST_PAGES = 50


class NotForEverybody(ValueError):
    """One of the pages is for staff or partners, or stands on no public site; ``page`` is the first of them."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        super().__init__("not for everybody")


class NotTheirs(ValueError):
    """Who shares it may not change one of the pages."""


class TooMany(ValueError):
    """No more pages go into one link."""


def draft_of(page: ContentPage) -> ContentPage:
    """The newest draft of a page, or the page."""
    draft: ContentPage = page.get_latest_revision_as_object()
    return draft


def is_for_everybody(draft: ContentPage) -> bool:
    """Whether everybody could read the draft if it were published, at an address of the public site."""
    return PUBLIC in keys_in_hand(draft) and audience_of_site(draft) == PUBLIC


@transaction.atomic
def share(
    *, id: UUID, name: str, pages: Iterable[ContentPage], by: User, days: int = USUAL_DAYS
) -> tuple[SharedDraft, str]:
    """A link that shows the newest drafts of these pages for so many days, and its secret, "" if it was made before: the
    same ``id`` again is the same link.

    Raises:
        NotForEverybody: when one of them is for staff or partners.
        NotTheirs: when ``by`` may not change one of them.
        TooMany: when there are more than 50, or none.
        ValueError: when the days are not 1 to 30.
    """
    if not 1 <= days <= MOST_DAYS:
        raise ValueError("1 to 30 days")
    pages = list(pages)
    if not 0 < len(pages) <= MOST_PAGES:
        raise TooMany
    for page in pages:
        _check(page, by)
    secret = secrets.token_urlsafe(32)
    made, is_new = SharedDraft.objects.get_or_create(
        pk=id,
        defaults={
            "token_hash": hash_of(secret),
            "name": name,
            "made_by": by,
            "expires_at": timezone.now() + timedelta(days=days),
        },
    )
    if not is_new:
        return made, ""
    made.pages.set(pages)
    return made, secret


@transaction.atomic
def add_page(shared: SharedDraft, page: ContentPage, by: User) -> None:
    """One more page behind the same link. Raises as ``share``."""
    row = SharedDraft.objects.select_for_update(of=("self",)).get(pk=shared.pk)
    _check(page, by)
    if row.pages.exclude(pk=page.pk).count() >= MOST_PAGES:
        raise TooMany
    row.pages.add(page)


def end(shared: SharedDraft) -> None:
    """The link opens nothing any more. Again: nothing happens."""
    SharedDraft.objects.filter(pk=shared.pk, ended_at=None).update(ended_at=timezone.now())


def note_opened(shared: SharedDraft) -> None:
    """Somebody has opened the link."""
    SharedDraft.objects.filter(pk=shared.pk).update(opened_at=timezone.now())


def hash_of(secret: str) -> str:
    """What is kept of a secret. It is long and random, so a plain hash cannot be guessed back."""
    return hashlib.sha256(secret.encode()).hexdigest()


def _check(page: ContentPage, by: User) -> None:
    if not page.permissions_for_user(by).can_edit():
        raise NotTheirs
    if not is_for_everybody(draft_of(page)):
        raise NotForEverybody(page)
