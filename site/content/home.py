"""What the front page of a site shows besides its own words: its newest news and what is on next."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from wagtail.query import PageQuerySet

from audiences.http import GuildhallRequest
from audiences.keys import organisations_in
from audiences.principal import Principal
from content.events.dates import Occurrence, to_come
from content.languages.words import language_of
from content.links import address, site_root
from content.models import ContentPage, EventPage, GuildhallImage, NewsPage
from content.picture_sizes import with_pictures
from content.selectors import published
from page_cache.answers import changes_at
from page_cache.remembered import remembered

MOST = 3


@dataclass(frozen=True, slots=True)
class NewsItem:
    """A piece of news as the front page shows it. ``language`` is that of the title, ``text_language`` of the summary;
    ``is_limited``: it is for some partner organisations alone."""

    title: str
    url: str
    summary: str
    published_on: date
    category: str
    picture: GuildhallImage | None
    language: str
    text_language: str
    is_limited: bool = False


@dataclass(frozen=True, slots=True)
class ComingEvent:
    """Something that is on, at its next date."""

    title: str
    url: str
    at: Occurrence
    where: str
    price: str
    language: str


def latest_news(request: GuildhallRequest, principal: Principal | None = None) -> list[NewsItem]:
    """The newest pieces of news on the request's site, in its reader's language, as far as they may read them, or as far as
    ``principal`` may."""
    keys = (principal or request.principal).keys
    rows: list[NewsPage] = remembered(
        request,
        ("latest news", keys, _root_of(request)),
        lambda: list(
            with_pictures(of_site(request, "NewsPage", principal))
            .defer("body")
            .order_by("-published_on", "-pk")[:MOST]
        ),
    )
    return [
        NewsItem(
            one.title,
            address(request, one),
            one.summary,
            one.published_on,
            one.category,
            one.picture,
            language_of(one, "title"),
            language_of(one, "summary"),
            bool(organisations_in(one.audience_keys)),
        )
        for one in rows
    ]


def coming_events(request: GuildhallRequest) -> list[ComingEvent]:
    """What is on next on the request's site, the soonest first; a page that is kept is kept until the first is over."""
    now = timezone.now()
    rows: list[EventPage] = remembered(
        request,
        ("events to come", request.principal.keys, _root_of(request)),
        lambda: list(
            of_site(request, "EventPage").filter(last_ends_at__gt=now, is_cancelled=False).defer("body")
        ),
    )
    # Some of what was to come when it was asked may be over by now: those have no date left.
    found = [(one, dates[0]) for one in rows if (dates := to_come(one, now))]
    found.sort(key=lambda pair: (pair[1], pair[0].title, pair[0].pk))
    changes_at(request, min((when.ends_at for _event, when in found), default=None))
    return [
        ComingEvent(one.title, address(request, one), when, one.where, one.price, language_of(one, "title"))
        for one, when in found[:MOST]
    ]


def _root_of(request: GuildhallRequest) -> int | None:
    """What tells the home pages of sites and languages apart."""
    root: ContentPage | None = site_root(request)
    return root.pk if root else None


def of_site(request: GuildhallRequest, kind: str, principal: Principal | None = None) -> PageQuerySet:
    """The published pages of a type below the home page in the reader's language, as far as the one asking may read them,
    or as far as ``principal`` may."""
    root: ContentPage | None = site_root(request)
    below = Q(path__startswith=root.path) if root else Q(pk__in=[])
    return published(principal or request.principal, kind).filter(below)
