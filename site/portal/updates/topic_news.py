"""What is news in the topics: articles and pages of the public's that are new, or say something else than before."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from wagtail.models import Locale, Page, ReferenceIndex

from audiences.principal import Principal
from audiences.selectors import visible_to
from content.selectors import pages
from knowledge.models import ArticlePage, TopicPage
from knowledge.selectors import articles
from portal.models import KnownPage


@dataclass(frozen=True, slots=True)
class News:
    """A page that is new, or has changed."""

    title: str
    link: str
    is_new: bool


ByTopic = dict[str, dict[str, list[News]]]  # by language, then by slug


def topic_news(since: datetime, until: datetime) -> ByTopic:
    """What happened from ``since`` on and before ``until``, and the public may read now. A reader's language goes first;
    where a page is not there in it, the original is named."""
    known = KnownPage.objects.filter(changed_at__gte=since, changed_at__lt=until)
    changed = dict(known.values_list("page_id", "new_at"))
    if not changed:
        return {}
    everybody = Principal.public()
    readable = pages(everybody)
    found = {page.pk: page for page in readable.filter(pk__in=list(changed)).specific()}
    slugs = _slugs_of(found.values())
    languages = [code for code, _name in settings.LANGUAGES]
    codes = dict(Locale.objects.values_list("pk", "language_code"))
    elsewhere = _translated([page.translation_key for page in found.values()], everybody)
    news: ByTopic = {code: {} for code in languages}
    for page in sorted(found.values(), key=lambda one: (changed[one.pk] < since, one.title)):
        one = News(page.title, str(page.full_url or ""), is_new=changed[page.pk] >= since)
        if not one.link:
            continue  # it is on no site
        own = codes[page.locale_id]
        for code in languages:
            is_for_them = code == own or (
                own == settings.LANGUAGE_CODE and (page.translation_key, code) not in elsewhere
            )
            if not is_for_them:
                continue
            for slug in sorted(slugs.get(page.pk, ())):
                news[code].setdefault(slug, []).append(one)
    return news


def _translated(keys: Collection[object], everybody: Principal) -> set[tuple[object, str]]:
    rows = pages(everybody).filter(translation_key__in=list(keys))
    return set(rows.values_list("translation_key", "locale__language_code"))


def _slugs_of(found: Iterable[Page]) -> dict[int, set[str]]:
    """Which topics each page is about: an article the one it is filed under; another page those of the articles that it
    shows, and of those that name it among what is related."""
    found = list(found)
    own = [page.pk for page in found if isinstance(page, ArticlePage)]
    others = [page.pk for page in found if not isinstance(page, ArticlePage)]
    of_articles: dict[int, set[int]] = {pk: {pk} for pk in own}
    for page_id, article_id in _named(others):
        of_articles.setdefault(page_id, set()).add(article_id)
    wanted = {article for several in of_articles.values() for article in several}
    everybody = Principal.public()
    paths = dict(articles(everybody).filter(pk__in=wanted).values_list("pk", "path"))
    parents = {path[: -Page.steplen] for path in paths.values()}
    topics = dict(
        visible_to(everybody, TopicPage.objects.live()).filter(path__in=parents).values_list("path", "slug")
    )
    return {
        page_id: {
            topics[path[: -Page.steplen]]
            for path in (paths[one] for one in several if one in paths)
            if path[: -Page.steplen] in topics
        }
        for page_id, several in of_articles.items()
    }


def _named(page_ids: list[int]) -> list[tuple[int, int]]:
    """Pairs of a page and an article, where either shows the other."""
    if not page_ids:
        return []
    ids = [str(pk) for pk in page_ids]
    # The index knows every page as Wagtail's own.
    kind = ContentType.objects.get_for_model(Page)
    index = ReferenceIndex.objects.filter(base_content_type=kind, to_content_type=kind)
    shows = index.filter(object_id__in=ids, model_path__endswith=".article")
    names = index.filter(to_object_id__in=ids, model_path__startswith="related.")
    return [
        *((int(page), int(article)) for page, article in shows.values_list("object_id", "to_object_id")),
        *((int(page), int(article)) for page, article in names.values_list("to_object_id", "object_id")),
    ]
