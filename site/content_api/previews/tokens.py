"""Preview tokens: what they say, who may make one, and whether one still holds.

Nothing is stored. A token names a revision, an audience (and an organisation), and the editor who made it; it ends after
an hour, and at once when that editor may no longer edit the page or the page is not for that audience any more.
"""

import datetime
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision

from accounts.models import User
from audiences.admission import admit, for_preview
from audiences.keys import STAFF, cut
from audiences.principal import Principal
from content.audience import keys_in_hand
from content.models import ContentPage

LIFETIME = datetime.timedelta(hours=1)
SALT = "content_api.previews"
ADMIN = "wagtailadmin.access_admin"


class PreviewRefused(Exception):
    """No token is made; the message says why."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as one reader would get it. ``page`` is of its specific type, as it is in the revision."""

    page: Any
    revision_id: int
    reader: Principal
    expires_at: datetime.datetime


def make_token(editor: User, page: ContentPage, *, audience: str, organisation: str = "") -> str:
    """A token for the page's latest revision, as a reader of that audience's host would get it.

    Raises:
        PreviewRefused: when the editor may not edit the page, there is no draft, or the page is not for those readers.
    """
    revision = page.latest_revision
    if revision is None or not _may_edit(editor, page):
        raise PreviewRefused(_("You may not edit this page, or it has no draft."))
    if _draft(revision, page, for_preview(audience, organisation)) is None:
        raise PreviewRefused(_("This page is not for those readers."))
    ends = int((timezone.now() + LIFETIME).timestamp())
    return signing.dumps([revision.pk, audience, organisation, editor.uuid.hex, ends], salt=SALT)


def open_token(token: str) -> Preview | None:
    """What a token shows now, or ``None`` for one that is not ours, is too old, or holds no longer."""
    try:
        revision_id, audience, organisation, editor_id, ends = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    expires_at = datetime.datetime.fromtimestamp(ends, tz=datetime.UTC)
    if expires_at <= timezone.now():
        return None
    editor = User.objects.filter(uuid=UUID(editor_id)).first()
    revision = Revision.page_revisions.filter(pk=revision_id).first()
    page = ContentPage.objects.filter(pk=revision.object_id).first() if revision else None
    if editor is None or revision is None or page is None or not _may_edit(editor, page):
        return None
    reader = for_preview(audience, organisation)
    draft = _draft(revision, page, reader)
    return Preview(draft, revision.pk, reader, expires_at) if draft is not None else None


def _may_edit(editor: User, page: ContentPage) -> bool:
    if admit(editor, STAFF) is None or not editor.has_perm(ADMIN):
        return False
    return bool(page.permissions_for_user(editor).can_edit())


def _draft(revision: Revision, page: ContentPage, reader: Principal) -> Any:
    """The revision as a page, or ``None`` where the reader could not read it if it were published.

    An audience that only the draft makes wider counts for nothing: that change waits for who may publish it.
    """
    draft = revision.as_object()
    keys = cut(keys_in_hand(draft), ContentPage.own_keys(page.specific))
    return None if reader.keys.isdisjoint(keys) else draft
