"""The knowledge base on each of the three hosts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from content.models.base import PUBLIC_PAGE
from knowledge import selectors


@require_safe
def index(request: GuildhallRequest) -> HttpResponse:
    """All topics with their articles."""
    return _cached(render(request, "knowledge/index.html", {"topics": selectors.topics(request.principal)}))


@require_safe
def article(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One article, as much of it as the one asking may see."""
    found = selectors.find_article(request.principal, slug)
    if found is None:
        raise Http404
    return _cached(render(request, "knowledge/article.html", {"article": found}))


def _cached(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = PUBLIC_PAGE
    return response
