"""What else to read: chosen by the editor, and found by topic, service and words. All of it cut to the principal first."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, Q, Value, When
from django.utils.translation import get_language

from audiences.http import GuildhallRequest
from audiences.principal import Principal
from content.languages.words import language_of
from content.links import Link, address
from content.models import ServicePage
from content.paths import path_above
from content.selectors import pages
from forms_engine.catalogue.models import Service
from knowledge.models import ArticlePage, text_search_config
from knowledge.selectors import LONG_TEXTS, ArticleLink, ArticleView, article_view, articles

MOST_SUGGESTED = 5
MOST_BESIDE = 3

# A rank by words is below 1: a service in common outweighs words, which outweigh a topic in common.
SAME_SERVICE, SAME_TOPIC = 1.0, 0.05


def related_to(request: GuildhallRequest, article: ArticlePage) -> list[Link]:
    """The pages and articles its editor chose, in the editor's order, in the reader's language where there is one; those
    the reader may not open are not among them."""
    ids = article.related_ids
    if not ids:
        return []
    found = {page.pk: page for page in pages(request.principal).filter(pk__in=ids).select_related("locale")}
    language = get_language()
    elsewhere = [one.translation_key for one in found.values() if one.locale.language_code != language]
    translated = {}
    if elsewhere:
        in_language = pages(request.principal).filter(
            translation_key__in=elsewhere, locale__language_code=language
        )
        translated = {one.translation_key: one for one in in_language.select_related("locale")}
    chosen = [translated.get(found[pk].translation_key, found[pk]) for pk in ids if pk in found]
    links = [Link(one.title, address(request, one), language=language_of(one, "title")) for one in chosen]
    return [link for link in links if link.url]


def suggested_for(
    principal: Principal, article: ArticlePage, *, but: Iterable[int] = (), most: int = MOST_SUGGESTED
) -> list[ArticleLink]:
    """Articles of its language that have a service, words of the title or the topic in common with it, nearest first.

    Args:
        but: ids of articles that are shown already, in whichever language.
    """
    topic = path_above(article.path)
    found = (
        articles(principal)
        .filter(locale=article.locale_id)
        .exclude(pk=article.pk)
        .exclude(translation_key__in=articles(principal).filter(pk__in=list(but)).values("translation_key"))
        .filter(
            Q(services__overlap=article.services)
            | Q(path__startswith=topic)
            | Q(words=_any_word(article.title, article.locale.language_code))
        )
        .annotate(
            nearness=_rank(article.title, article.locale.language_code)
            + _if(Q(services__overlap=article.services), SAME_SERVICE)
            + _if(Q(path__startswith=topic), SAME_TOPIC)
        )
        .defer(*LONG_TEXTS)
        .order_by("-nearness", "path")[:most]
    )
    return [_link(one) for one in found]


def for_service_page(principal: Principal, page: ServicePage) -> list[ArticleLink]:
    """The articles of the service that a page is about, by its journey or by its number in the national list."""
    about = Q(pk__in=[])
    if page.journey_slug:
        about |= Q(journeys__slug=page.journey_slug)
    if page.lgsl.isdecimal():
        about |= Q(lgsl_number=int(page.lgsl))
    if not about:
        return []
    slugs = (
        Service.objects.filter(about, locale__language_code=settings.LANGUAGE_CODE).values("slug").distinct()
    )
    found = (
        articles(principal)
        .filter(services__overlap=ArraySubquery(slugs), locale=page.locale_id)
        .defer(*LONG_TEXTS)
        .order_by("path")[:MOST_SUGGESTED]
    )
    return [_link(one) for one in found]


def beside_a_request(
    principal: Principal, service: str, words: str, most: int = MOST_BESIDE
) -> list[ArticleView]:
    """The articles an officer has beside a request: those of its service (a slug), the nearest to these words first, and,
    where the service has none, the nearest by words alone. Whole, as far as the officer may read them."""
    language = settings.LANGUAGE_CODE
    ranked = (
        articles(principal)
        .filter(locale__language_code=language)
        .annotate(nearness=_rank(words, language))
        .order_by("-nearness", "path")
    )
    found = list(ranked.filter(services__contains=[service])[:most])
    about = " ".join(word for word in words.split() if word.lower() not in TITLES_BEGIN_WITH)
    if not found and about:
        found = list(ranked.filter(words=_any_word(about, language))[:most])
    return [article_view(principal, one) for one in found]


# What a journey's title begins with says what is done, not what it is about: half of all articles have such a word.
TITLES_BEGIN_WITH = frozenset(
    ["apply", "ask", "book", "pay", "refer", "report", "request", "subscribe", "tell", "us", "you"]
)


# PostgreSQL knows no Welsh, so nobody takes out the words that every text has. English it does itself.
_WELSH = (
    "a ac ag am ar at beth ble bod chi dim eich ein ei er eu faint fel gan gyda gyfer hyn hwn i mae mewn mor na "
    "neu ni nid o oes os pa pam pan pryd pwy rydych rydym sut sy sydd un wedi wrth y ydy yn ynghylch yr yw"
)
SAY_NOTHING = {"cy": frozenset(_WELSH.split())}


def _any_word(text: str, language: str) -> SearchQuery:
    words = [
        word for word in "".join(_letters(text)).split() if word not in SAY_NOTHING.get(language, frozenset())
    ]
    return SearchQuery(" or ".join(words), config=text_search_config(language), search_type="websearch")


def _letters(text: str) -> Iterable[str]:
    # Signs have a meaning of their own in a query, and so has the word "or".
    return (sign if sign.isalnum() else " " for sign in text.lower())


def _rank(text: str, language: str) -> Any:
    return SearchRank(F("words"), _any_word(text, language))


def _if(condition: Q, worth: float) -> Case:
    return Case(When(condition, then=Value(worth)), default=Value(0.0), output_field=FloatField())


def _link(article: ArticlePage) -> ArticleLink:
    return ArticleLink(
        article.pk, article.slug, article.title, article.summary, language_of(article, "title")
    )
