"""Reading the knowledge base. What leaves here is already cut to what the principal may see."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.db.models import Q
from django.utils.translation import get_language, gettext
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from audiences.keys import PARTNER, STAFF
from audiences.principal import Principal
from audiences.selectors import visible_to
from content.languages.words import language_of
from knowledge.models import ArticlePage, TopicPage, has_words

# What lists leave in the database.
LONG_TEXTS = (*(name for _, name in ArticlePage.TEXTS), "staff_script", "related")


@dataclass(frozen=True, slots=True)
class Guidance:
    """A text for one audience beside the public answer."""

    audience: str
    heading: str
    html: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article as one principal sees it.

    ``public_answer`` is rich text as Wagtail keeps it, "" where there is none. ``topic`` is filled on the article's own
    page only, ``topic_slug`` where the topic has a page of its own to go to. ``revision`` is the published revision, 0 in
    a preview. ``script`` is what an officer says to a caller, rich text, on the intranet only.
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
    revision: int = 0
    script: str = ""
    reviewed_on: datetime.date | None = None
    topic_slug: str = ""
    untranslated: tuple[str, ...] = ()
    is_machine_made: bool = False

    @property
    def text_language(self) -> str:
        """The language of its words, by the name pages have for it."""
        return self.language


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """An article in a list. ``language`` is that of the title."""

    id: int
    slug: str
    title: str
    summary: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class TopicView:
    """A topic and those of its articles the principal may see; a topic without any is not shown at all."""

    slug: str
    title: str
    summary: str
    articles: tuple[ArticleLink, ...] = field(default_factory=tuple)
    language: str = ""


def article_view(principal: Principal, article: ArticlePage, topic: str = "") -> ArticleView:
    """Cut one article, published or in preview, to what the principal's keys allow."""
    texts = {
        audience: text for audience, text, keys in article.texts() if not principal.keys.isdisjoint(keys)
    }
    script = article.staff_script if STAFF in principal.keys and has_words(article.staff_script) else ""
    shown = {"title", "summary", *(name for audience, name in ArticlePage.TEXTS if audience in texts)}
    shown |= {"staff_script"} if script else set()
    headings = {STAFF: gettext("Staff guidance"), PARTNER: gettext("Partner guidance")}
    return ArticleView(
        id=article.pk or 0,
        slug=article.slug,
        title=article.title,
        summary=article.summary,
        topic=topic,
        public_answer=texts.get("public", ""),
        guidance=tuple(
            Guidance(audience, headings[audience], html, language_of(article, f"{audience}_guidance"))
            for audience, html in texts.items()
            if audience in headings
        ),
        updated_at=article.last_published_at,
        language=article.text_language or article.locale.language_code,
        # A reader is told of what they get, and nothing of texts that are not theirs.
        untranslated=tuple(one for one in article.untranslated if one.removesuffix(".*") in shown),
        is_machine_made=article.is_machine_made,
        revision=article.live_revision_id or 0,
        script=script,
        reviewed_on=article.last_reviewed_on,
    )


def find_article(principal: Principal, slug: str, language: str | None = None) -> ArticleView | None:
    """The article at this address in that language (the active one if not said), or ``None`` where there is none for
    the principal. Where it is not translated, the original answers."""
    found = article_at(principal, slug, language)
    return filed_view(principal, found) if found else None


def article_at(principal: Principal, slug: str, language: str | None = None) -> ArticlePage | None:
    """The same, whole: for this part's own use. What is shown of it goes through ``article_view``."""
    found = articles(principal).filter(slug=slug, locale__language_code=language or get_language()).first()
    return found or articles(principal).filter(slug=slug, locale=Locale.get_default()).first()


def filed_view(principal: Principal, article: ArticlePage) -> ArticleView:
    """The article as the principal sees it, with the topic it is filed under."""
    parent = article.get_parent()
    view = article_view(principal, article, parent.title if parent else "")
    return replace(view, topic_slug=parent.slug) if parent and parent.live else view


def topic_of(article: ArticlePage) -> str:
    """The title of the topic an article is filed under."""
    parent = article.get_parent()
    return parent.title if parent else ""


def get_article(principal: Principal, pk: int) -> ArticleView | None:
    """The article with this id in the active language, or in its own, or ``None``."""
    found = articles(principal).filter(pk=pk).first()
    if found is None:
        return None
    if found.locale.language_code != get_language():
        translations = articles(principal).filter(translation_key=found.translation_key)
        found = translations.filter(locale__language_code=get_language()).first() or found
    return article_view(principal, found)


def articles_by_id(principal: Principal, ids: Iterable[int], language: str) -> dict[int, ArticleView]:
    """Those of these articles the principal may see, by the id asked for, in that language or in their own. Two queries
    at most, however many."""
    found = {article.pk: article for article in articles(principal).filter(pk__in=list(ids))}
    elsewhere = [one.translation_key for one in found.values() if one.locale.language_code != language]
    translations = {}
    if elsewhere:
        in_language = articles(principal).filter(
            translation_key__in=elsewhere, locale__language_code=language
        )
        translations = {one.translation_key: one for one in in_language}
    return {
        pk: article_view(principal, translations.get(one.translation_key, one)) for pk, one in found.items()
    }


def topics(principal: Principal, language: str | None = None) -> list[TopicView]:
    """Every topic that has an article for the principal, in the editors' order."""
    language = language or get_language() or settings.LANGUAGE_CODE
    parents = (
        visible_to(principal, TopicPage.objects.live())
        .filter(locale__language_code=language)
        .order_by("path")
    )
    links = article_links(principal, language)
    result = []
    for topic in parents:
        own = tuple(
            ArticleLink(one.pk, one.slug, one.title, one.summary, language_of(one, "title"))
            for one in links
            if one.path.startswith(topic.path)
        )
        if own:
            result.append(TopicView(topic.slug, topic.title, topic.summary, own, language))
    if not result and language != settings.LANGUAGE_CODE:
        return topics(principal, settings.LANGUAGE_CODE)
    return result


def article_rows(principal: Principal, topic: str | None = None) -> PageQuerySet:
    """The articles the principal may see, for lists in windows: no texts come with them. With ``topic``, those filed
    under the topic with this slug."""
    found = articles(principal).defer(*LONG_TEXTS)
    if topic is None:
        return found
    below = Q(pk__in=[])
    for path in (
        visible_to(principal, TopicPage.objects.live()).filter(slug=topic).values_list("path", flat=True)
    ):
        below |= Q(path__startswith=path)
    return found.filter(below)


def article_links(principal: Principal, language: str | None = None) -> list[ArticlePage]:
    """The articles the principal may see, none of their texts loaded."""
    found = articles(principal).defer(*LONG_TEXTS).order_by("path")
    if language:
        found = found.filter(locale__language_code=language)
    return list(found)


def articles(principal: Principal) -> PageQuerySet:
    """The published articles the principal may see, whole: for this part's own use."""
    return visible_to(principal, ArticlePage.objects.live()).select_related("locale")
