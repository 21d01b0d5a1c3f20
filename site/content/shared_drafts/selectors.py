"""What a link of shared drafts opens, and the links somebody at work may know of."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.urls import reverse
from django.utils import timezone, translation

from content.models import SharedDraft
from content.sections.reach import edits_everything
from content.shared_drafts.inside import InsidePage
from content.shared_drafts.services import draft_of, hash_of, is_for_everybody


def opened_by(secret: str) -> SharedDraft | None:
    """The shared drafts that a link's secret opens now: not expired, not ended, and who made it still works here."""
    open_now = SharedDraft.objects.filter(
        ended_at=None, expires_at__gt=timezone.now(), made_by__is_active=True
    )
    return open_now.filter(token_hash=hash_of(secret)).first()


def was_made(secret: str) -> bool:
    """Whether the secret was ever a link's, over or not."""
    return SharedDraft.objects.filter(token_hash=hash_of(secret)).exists()


def drafts_of(shared: SharedDraft, secret: str) -> list[InsidePage]:
    """The drafts behind a link, those above before those below. One that is not for everybody any more is not there, nor
    one whose sharer may not change it any more."""
    found = []
    pages: Any = shared.pages.select_related("locale").order_by("path")
    for page in pages.specific():
        draft = draft_of(page)
        if is_for_everybody(draft) and page.permissions_for_user(shared.made_by).can_edit():
            found.append(InsidePage(draft, draft.title, _address(draft, secret)))
    return found


def links_for(user: Any) -> QuerySet[SharedDraft]:
    """The links somebody made; all for whoever holds the whole tree. The newest first."""
    found = SharedDraft.objects.select_related("made_by").prefetch_related("pages")
    return found if edits_everything(user) else found.filter(made_by=user)


def link_for(user: Any, shared_id: Any) -> SharedDraft:
    """One of them.

    Raises:
        Http404: where there is none, or it is somebody else's.
    """
    found = links_for(user).filter(pk=shared_id).first()
    if found is None:
        raise Http404
    return found


def _address(draft: Any, secret: str) -> str:
    with translation.override(draft.locale.language_code):
        return reverse("shared_draft", args=[secret, draft.pk], urlconf="config.urls.public")
