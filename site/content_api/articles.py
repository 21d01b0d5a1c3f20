"""Knowledge articles in the API."""

from django.http import Http404
from django.urls import reverse
from django.utils import translation
from ninja import Query, Router
from ninja.decorators import decorate_view
from wagtail.rich_text import expand_db_html

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.schemas import (
    ArticleList,
    ArticleOut,
    ArticleSummary,
    GuidanceOut,
    Language,
    Window,
)
from knowledge import selectors
from knowledge.selectors import ArticleView

router = Router(tags=["articles"])


@router.get("/", response={200: ArticleList, 422: Problem}, operation_id="list_articles")
@decorate_view(conditional, known_filters(Window))
def list_articles(request: GuildhallRequest, window: Query[Window]) -> ArticleList:
    """The articles the one asking may read on this host."""
    found = selectors.article_links(request.principal, window.language)
    part = found[window.offset : window.offset + window.limit]
    return ArticleList(
        count=len(found),
        items=[
            ArticleSummary(
                id=one.pk,
                slug=one.slug,
                title=one.title,
                summary=one.summary,
                language=one.locale.language_code,
                url=_url(request, one.slug, one.locale.language_code),
            )
            for one in part
        ],
    )


@router.get("/{slug}", response={200: ArticleOut, 404: Problem}, operation_id="get_article")
@decorate_view(conditional)
def get_article(request: GuildhallRequest, slug: str, language: Language = "en") -> ArticleOut:
    """One article, cut to what the one asking may read. Where it is not translated, the original answers."""
    found = selectors.find_article(request.principal, slug, language)
    if found is None:
        raise Http404
    return article_out(request, found)


def article_out(request: GuildhallRequest, article: ArticleView) -> ArticleOut:
    """An article that has been cut already, in the API's words."""
    return ArticleOut(
        id=article.id,
        slug=article.slug,
        title=article.title,
        summary=article.summary,
        language=article.language,
        url=_url(request, article.slug, article.language),
        topic=article.topic,
        public_answer=expand_db_html(article.public_answer),
        guidance=[
            GuidanceOut(audience=one.audience, heading=one.heading, html=expand_db_html(one.html))
            for one in article.guidance
        ],
        updated_at=article.updated_at,
    )


def _url(request: GuildhallRequest, slug: str, language: str) -> str:
    with translation.override(language):
        return request.build_absolute_uri(reverse("knowledge_article", args=[slug]))
