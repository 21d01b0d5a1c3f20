"""Shared drafts on the public host: the list, and each draft as its readers would get it.

Nobody signs in here, so the secret in the address is all there is: nothing of it is kept, indexed, or told to the pages
that a draft links to.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.response import SimpleTemplateResponse
from django.utils import translation
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from content.links import kept_for
from content.models import SharedDraft
from content.shared_drafts.inside import InsidePage, remember
from content.shared_drafts.selectors import drafts_of, opened_by, was_made
from content.shared_drafts.services import note_opened
from page_cache.answers import NOBODYS


@require_safe
def shared_drafts(request: GuildhallRequest, secret: str) -> HttpResponse:
    """The pages behind the link."""
    shared, drafts = _opened(secret)
    if shared is None:
        return _over(request, secret)
    note_opened(shared)
    return _private(
        render(request, "content/shared_drafts/list.html", {"drafts": drafts, "until": shared.expires_at})
    )


@require_safe
def shared_draft(request: GuildhallRequest, secret: str, page_id: int) -> HttpResponse:
    """One of them, as it would be if it were published."""
    shared, drafts = _opened(secret)
    if shared is None:
        return _over(request, secret)
    draft = next((one.page for one in drafts if one.page.pk == page_id), None)
    if draft is None:
        raise Http404
    note_opened(shared)
    remember(kept_for(request), drafts)
    request.shared_drafts = secret  # type: ignore[attr-defined]
    # A page in another language than its address says would have the menus of one and the words of the other.
    with translation.override(draft.locale.language_code):
        response = draft.serve_preview(request, "")
        if isinstance(response, SimpleTemplateResponse):
            # Now, while the request is the one that knows what is shared.
            response.render()
    return _private(response)


def _opened(secret: str) -> tuple[SharedDraft | None, list[InsidePage]]:
    """What the link opens; nothing when it is over, or nothing is left behind it."""
    shared = opened_by(secret)
    drafts = drafts_of(shared, secret) if shared else []
    return (shared, drafts) if drafts else (None, [])


def _over(request: GuildhallRequest, secret: str) -> HttpResponse:
    """A link that once opened something says that it does no more, to whoever holds it; any other is nothing."""
    if not was_made(secret):
        raise Http404
    return _private(render(request, "content/shared_drafts/ended.html", status=410))


def _private(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = NOBODYS
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
