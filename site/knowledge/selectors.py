"""Reading the knowledge base. What leaves here is already cut to what the principal may see."""

import datetime
from dataclasses import dataclass, field

from django.utils.translation import get_language, gettext
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from audiences.keys import PARTNER, STAFF
from audiences.principal import Principal
from audiences.selectors import visible_to
from knowledge.models import ArticlePage, TopicPage, has_words


@dataclass(frozen=True, slots=True)
class Guidance:
    """A text for one audience beside the public answer."""

    audience: str
    heading: str
    html: str


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as one principal sees it.

    ``public_answer`` is rich text as Wagtail keeps it, "" where there is none. ``topic`` is filled on the article's own
    page only.
    """

    id: int
    slug: str
    title: str
    summary: str
    topic: str
    public_answer: str
    guidance: tuple[Guidance, ...]
    updated_at: datetime.datetime | None
    language: str


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """An article in a list."""

    id: int
    slug: str
    title: str
    summary: str


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic and those of its articles the principal may see; a topic without any is not shown at all."""

    slug: str
    title: str
    summary: str
    articles: tuple[ArticleLink, ...] = field(default_factory=tuple)


def article_view(principal: Principal, article: ArticlePage, topic: str = "") -> ArticleView:
    """Cut one article, published or in preview, to what the principal's keys allow."""
    texts = {
        audience: getattr(article, name)
        for audience, name in ArticlePage.TEXTS
        if audience in principal.keys and has_words(getattr(article, name))
    }
    headings = {STAFF: gettext("Staff guidance"), PARTNER: gettext("Partner guidance")}
    return ArticleView(
        id=article.pk or 0,
        slug=article.slug,
        title=article.title,
        summary=article.summary,
        topic=topic,
        public_answer=texts.get("public", ""),
        guidance=tuple(
            Guidance(audience, headings[audience], html)
            for audience, html in texts.items()
            if audience in headings
        ),
        updated_at=article.last_published_at,
        language=article.locale.language_code,
    )


def find_article(principal: Principal, slug: str, language: str | None = None) -> ArticleView | None:
    """The article at this address in that language (the active one if not said), or ``None`` where there is none for
    the principal. Where it is not translated, the original answers."""
    found = _articles(principal).filter(slug=slug, locale__language_code=language or get_language()).first()
    if found is None:
        found = _articles(principal).filter(slug=slug, locale=Locale.get_default()).first()
    return article_view(principal, found, topic_of(found)) if found else None


def topic_of(article: ArticlePage) -> str:
    """The title of the topic an article is filed under."""
    parent = article.get_parent()
    return parent.title if parent else ""


def get_article(principal: Principal, pk: int) -> ArticleView | None:
    """The article with this id in the active language, or in its own, or ``None``."""
    found = _articles(principal).filter(pk=pk).first()
    if found is None:
        return None
    if found.locale.language_code != get_language():
        translations = _articles(principal).filter(translation_key=found.translation_key)
        found = translations.filter(locale__language_code=get_language()).first() or found
    return article_view(principal, found)


def topics(principal: Principal, language: str | None = None) -> list[TopicView]:
    """Every topic that has an article for the principal, in the editors' order."""
    language = language or get_language() or Locale.get_default().language_code
    parents = (
        visible_to(principal, TopicPage.objects.live())
        .filter(locale__language_code=language)
        .order_by("path")
    )
    articles = list(article_links(principal, language))
    result = []
    for topic in parents:
        own = tuple(
            ArticleLink(one.pk, one.slug, one.title, one.summary)
            for one in articles
            if one.path.startswith(topic.path)
        )
        if own:
            result.append(TopicView(topic.slug, topic.title, topic.summary, own))
    if not result and language != Locale.get_default().language_code:
        return topics(principal, Locale.get_default().language_code)
    return result


def article_links(principal: Principal, language: str | None = None) -> list[ArticlePage]:
    """The articles the principal may see, none of their texts loaded."""
    found = _articles(principal).defer(*(name for _, name in ArticlePage.TEXTS)).order_by("path")
    if language:
        found = found.filter(locale__language_code=language)
    return list(found)


def _articles(principal: Principal) -> PageQuerySet:
    return visible_to(principal, ArticlePage.objects.live()).select_related("locale")
