"""Drafts in the API."""

from typing import Any

from django.http import Http404
from django.utils.translation import override
from ninja import Query, Router
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from audiences.problems import Problem
from content_api.articles_out import whole_article
from content_api.filters import known_filters
from content_api.openapi import READERS
from content_api.page_types import TYPE_NAMES
from content_api.pages_out import whole_page
from content_api.previews.headers import never_kept
from content_api.previews.tokens import Preview, open_token
from content_api.reading_context import Context
from content_api.schemas.base import Reading
from content_api.schemas.previews import PreviewOut
from content_api.targets import Targets, texts_of
from knowledge.models import ArticlePage
from knowledge.selectors import filed_view

router = Router(tags=["previews"])


@router.get(
    "/{token}",
    response={200: PreviewOut, 404: Problem, 422: Problem},
    operation_id="get_preview",
    openapi_extra=READERS,
)
@decorate_view(never_kept, known_filters(Reading))
def get_preview(request: GuildhallRequest, token: str, query: Query[Reading]) -> PreviewOut:
    """The draft behind a preview link, cut as its readers would get it. On the staff and partner hosts the one asking
    must be let in besides, and be able to read what those readers can."""
    preview = open_token(token)
    if preview is None or not _is_for(request, preview):
        raise Http404
    request.principal = preview.reader
    language = preview.page.locale.language_code
    shared: dict[str, Any] = {
        "audience": preview.reader.audience,
        "revision": preview.revision_id,
        "expires_at": preview.expires_at,
    }
    if isinstance(preview.page, ArticlePage):
        with override(language):
            view = filed_view(request.principal, preview.page)
        targets = Targets(request, language)
        targets.load_rich_text(texts_of(view))
        article = whole_article(Context(request, language, targets, query.rich_text), view)
        return PreviewOut(article=article, **shared)
    if preview.page.specific_class not in TYPE_NAMES:
        raise Http404
    return PreviewOut(page=whole_page(request, preview.page, language, query.rich_text), **shared)


def _is_for(request: GuildhallRequest, preview: Preview) -> bool:
    """Nobody learns more from a preview than they could read if it were published."""
    if preview.reader.audience != request.host_audience:
        return False
    return request.host_audience == PUBLIC or preview.reader.keys <= request.principal.keys
