"""Knowledge articles and topics in the API."""

from django.http import Http404
from django.utils.translation import override
from ninja import Query, Router
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from content_api.addresses import article_url
from content_api.articles_out import whole_article
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.openapi import READERS
from content_api.reading_context import Context
from content_api.schemas.articles import (
    ArticleList,
    ArticleOut,
    ArticleQuery,
    ArticlesQuery,
    ArticleSummary,
    TopicList,
    TopicOut,
)
from content_api.schemas.base import InLanguage
from content_api.targets import Targets, texts_of
from knowledge import selectors

router = Router(tags=["articles"])
topics_router = Router(tags=["articles"])


@router.get(
    "/", response={200: ArticleList, 422: Problem}, operation_id="list_articles", openapi_extra=READERS
)
@decorate_view(conditional, known_filters(ArticlesQuery))
def list_articles(request: GuildhallRequest, query: Query[ArticlesQuery]) -> ArticleList:
    """The articles the one asking may read on this host."""
    found = selectors.article_rows(request.principal, query.topic)
    if query.language:
        found = found.filter(locale__language_code=query.language)
    part = list(found.filter(pk__gt=query.after).order_by("pk")[: query.limit + 1])
    items = [
        ArticleSummary(
            id=one.pk,
            slug=one.slug,
            title=one.title,
            summary=one.summary,
            language=one.locale.language_code,
            url=article_url(request, one.slug, one.locale.language_code),
        )
        for one in part[: query.limit]
    ]
    return ArticleList(
        count=found.count(), next=items[-1].id if len(part) > query.limit else None, items=items
    )


@router.get(
    "/{slug}",
    response={200: ArticleOut, 404: Problem, 422: Problem},
    operation_id="get_article",
    openapi_extra=READERS,
)
@decorate_view(conditional, known_filters(ArticleQuery))
def get_article(request: GuildhallRequest, slug: str, query: Query[ArticleQuery]) -> ArticleOut:
    """One article, cut to what the one asking may read. Where it is not translated, the original answers."""
    with override(query.language):
        found = selectors.find_article(request.principal, slug, query.language)
    if found is None:
        raise Http404
    targets = Targets(request, query.language)
    targets.load_rich_text(texts_of(found))
    return whole_article(Context(request, query.language, targets, query.rich_text), found)


@topics_router.get(
    "/", response={200: TopicList, 422: Problem}, operation_id="list_topics", openapi_extra=READERS
)
@decorate_view(conditional, known_filters(InLanguage))
def list_topics(request: GuildhallRequest, query: Query[InLanguage]) -> TopicList:
    """Every topic that has an article for the one asking, with its articles."""
    found = selectors.topics(request.principal, query.language)
    language = found[0].language if found else query.language
    return TopicList(
        language=language,
        fallback=language != query.language,
        items=[
            TopicOut(
                slug=topic.slug,
                title=topic.title,
                summary=topic.summary,
                articles=[
                    ArticleSummary(
                        id=one.id,
                        slug=one.slug,
                        title=one.title,
                        summary=one.summary,
                        language=language,
                        url=article_url(request, one.slug, language),
                    )
                    for one in topic.articles
                ],
            )
            for topic in found
        ],
    )
