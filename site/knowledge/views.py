"""The knowledge base on each of the three hosts."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from content.links import remember_page
from knowledge import browsing, selectors
from knowledge.numbers import number_in
from knowledge.reading.selectors import reading_of
from knowledge.suggesting import related_to, suggested_for
from page_cache.answers import shared


@require_safe
def index(request: GuildhallRequest) -> HttpResponse:
    """All topics with the first of their articles, and the letters."""
    topics, letters = browsing.index(request.principal)
    return shared(render(request, "knowledge/index.html", {"topics": topics, "letters": letters}))


@require_safe
def topic(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One topic's articles, a page at a time."""
    found = browsing.topic_page(request.principal, slug, number_in(request.GET.get("page", "1")))
    if found is None:
        raise Http404
    return shared(render(request, "knowledge/topic.html", {"topic": found}), query=("page",))


@require_safe
def a_to_z(request: GuildhallRequest, letter: str) -> HttpResponse:
    """The articles under one letter."""
    links, letters = browsing.a_to_z(request.principal, letter)
    context = {"links": links, "letters": letters, "letter": letter}
    return shared(render(request, "knowledge/a_to_z.html", context))


@require_safe
def article(request: GuildhallRequest, slug: str) -> HttpResponse:
    """One article, as much of it as the one asking may see, and what to read next."""
    found = selectors.article_at(request.principal, slug)
    if found is None:
        raise Http404
    remember_page(request, found)
    context = {
        "article": selectors.filed_view(request.principal, found),
        "related": related_to(request, found),
        "suggested": suggested_for(request.principal, found, but=found.related_ids),
        "asked": reading_of(request, found) if request.host_audience != PUBLIC else None,
    }
    return shared(render(request, "knowledge/article.html", context))
