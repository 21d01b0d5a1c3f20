"""Ways through the knowledge base: by topic, and from A to Z. Titles only; no text is loaded."""

from dataclasses import dataclass
from string import ascii_lowercase

from django.conf import settings
from django.db.models.functions import Left, Lower
from django.utils.translation import get_language
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from audiences.principal import Principal
from audiences.selectors import visible_to
from content.languages.words import language_of, title_language
from knowledge.models import TopicPage
from knowledge.selectors import ArticleLink, articles

PAGE_SIZE = 50
FIRST_OF_A_TOPIC = 5  # articles that the index names of each topic
OTHER = "0-9"  # the letter of titles that begin with none


@dataclass(frozen=True, slots=True)
class TopicCard:
    """A topic in the index: how many articles it has for the principal, and the first of them."""

    slug: str
    title: str
    summary: str
    count: int
    first: tuple[ArticleLink, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter of the A to Z. Without ``has_articles`` it is not a link."""

    name: str
    has_articles: bool


@dataclass(frozen=True, slots=True)
class TopicPageView:
    """One page of a topic's articles. ``pages`` counts them from 1."""

    slug: str
    title: str
    summary: str
    count: int
    articles: tuple[ArticleLink, ...]
    page: int
    pages: int
    language: str = ""


def index(principal: Principal) -> tuple[list[TopicCard], list[Letter]]:
    """Every topic that has an article for the principal, in the editors' order, and the letters."""
    language = language_shown(principal)
    rows = list(
        _links(principal, language)
        .order_by("path")
        .values_list("path", "pk", "slug", "title", "summary", title_language())
    )
    parents = visible_to(principal, TopicPage.objects.live()).filter(locale__language_code=language)
    cards = []
    fields = ("path", "slug", "title", "summary", title_language())
    for path, slug, title, summary, language_of_title in parents.order_by("path").values_list(*fields):
        own = [ArticleLink(*rest) for article_path, *rest in rows if article_path.startswith(path)]
        if own:
            cards.append(
                TopicCard(slug, title, summary, len(own), tuple(own[:FIRST_OF_A_TOPIC]), language_of_title)
            )
    used = {letter_of(title) for _path, _pk, _slug, title, *_rest in rows}
    return cards, _letters(used)


def topic_page(principal: Principal, slug: str, page: int) -> TopicPageView | None:
    """A topic's page in the active language, or in the original; ``None`` where there is nothing for the principal."""
    topics = visible_to(principal, TopicPage.objects.live()).select_related("locale")
    topic = (
        topics.filter(slug=slug, locale__language_code=get_language()).first()
        or topics.filter(slug=slug, locale=Locale.get_default()).first()
    )
    if topic is None:
        return None
    own = _links(principal, topic.locale.language_code).filter(path__startswith=topic.path)
    count = own.count()
    pages = -(-count // PAGE_SIZE)
    if not 1 <= page <= pages:
        return None
    first = (page - 1) * PAGE_SIZE
    shown = own.order_by("path").values_list("pk", "slug", "title", "summary", title_language())[
        first : first + PAGE_SIZE
    ]
    links = tuple(ArticleLink(*row) for row in shown)
    return TopicPageView(
        topic.slug, topic.title, topic.summary, count, links, page, pages, language_of(topic, "title")
    )


def a_to_z(principal: Principal, letter: str) -> tuple[list[ArticleLink], list[Letter]]:
    """The articles whose title begins with this letter, by title, and every letter."""
    language = language_shown(principal)
    initials = _links(principal, language).annotate(initial=_initial()).order_by()
    used = {
        one if one in ascii_lowercase else OTHER
        for one in initials.values_list("initial", flat=True).distinct()
    }
    chosen = (
        initials.filter(initial=letter)
        if letter != OTHER
        else initials.exclude(initial__in=list(ascii_lowercase))
    )
    rows = chosen.order_by(Lower("title")).values_list("pk", "slug", "title", "summary", title_language())
    return [ArticleLink(*row) for row in rows], _letters(used)


def letter_of(title: str) -> str:
    """The letter a title is filed under."""
    first = title[:1].lower()
    return first if first and first in ascii_lowercase else OTHER


def language_shown(principal: Principal) -> str:
    """The active language, or the original where nothing is translated into it for the principal."""
    language = get_language() or ""
    if articles(principal).filter(locale__language_code=language).exists():
        return language
    return settings.LANGUAGE_CODE


def _links(principal: Principal, language: str) -> PageQuerySet:
    return articles(principal).filter(locale__language_code=language)


def _initial() -> Left:
    return Left(Lower("title"), 1)


def _letters(used: set[str]) -> list[Letter]:
    names = [*ascii_lowercase, *([OTHER] if OTHER in used else [])]
    return [Letter(name, name in used) for name in names]
