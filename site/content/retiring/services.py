"""Retiring a page: taken down, its address led on, and a note of why, in one step."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.models import ReferenceIndex

from accounts.models import User
from content.missing_addresses.services import OtherSite, lead_on
from content.models import ContentPage
from content.notes.services import write_note
from content.objections import why_not_take_down
from content.telling import addresses_of


class NotNow(ValueError):
    """The page cannot go; the message says why."""


def used_by(page: ContentPage) -> int:
    """How many pages and other things refer to the page."""
    return int(ReferenceIndex.get_grouped_references_to(page).count())


def published_below(page: ContentPage) -> int:
    """How many published pages lie below it: they stay."""
    return page.get_descendants().live().count()


@transaction.atomic
def retire(page: ContentPage, *, by: User, why: str, to: ContentPage | None) -> None:
    """Take the page down, lead its address to ``to`` where there is one, and leave a note. All of it or none.

    Raises:
        NotNow: when it is not published, is locked or needed, or ``by`` may not take it down.
        OtherSite: when ``to`` is on another site than the page, or is the page.
    """
    if not page.live:
        raise NotNow("It is not published.")
    if reason := why_not_take_down(page):
        raise NotNow(reason)
    addresses = addresses_of(page)
    if to is not None and (to.pk == page.pk or not to.live):
        raise OtherSite
    try:
        page.unpublish(user=by)
    except PermissionDenied:
        raise NotNow("It is locked, or you may not take it down.") from None
    if to is not None:
        if not addresses:
            raise OtherSite
        for audience, path in addresses:
            lead_on(audience=audience, path=path, page=to, by=by)
    write_note(page, f"Retired: {why}"[:2000], by)
