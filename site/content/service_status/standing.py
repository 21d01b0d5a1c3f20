"""How services stand: which statuses are shown, now and here.

All that are published for somebody's keys are remembered in each process until something changes, so a page that shows
none, and a page that shows three, ask the database nothing for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal, cast
from uuid import UUID

from django.apps import apps
from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language

from audiences.http import GuildhallRequest
from content.links import Link, link_to, look_up_translations, menu_pages, site_root, trail_to
from content.paths import paths_above
from content.selectors import pages
from page_cache.answers import changes_at
from page_cache.remembered import remembered

if TYPE_CHECKING:
    from audiences.principal import Principal
    from content.models import ContentPage, ServiceStatus

# The worst first.
Level = Literal["closed", "disrupted", "changed"]
LEVELS: tuple[Level, ...] = ("closed", "disrupted", "changed")


@dataclass(frozen=True, slots=True)
class Standing:
    """One status and where it holds. ``around`` are the translation keys of its page and of those above it."""

    status: "ServiceStatus"
    page: "ContentPage"
    around: frozenset[UUID]


@dataclass(frozen=True, slots=True)
class Notice:
    """A status as it is shown. ``service`` leads to the page it is about, and is ``None`` on that page itself."""

    level: Level
    level_name: str
    title: str
    text: str
    starts: datetime | None
    ends: datetime | None
    language: str
    service: Link | None = None
    planned: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the site with what is wrong in it now; nothing, where it runs as usual."""

    title: str
    url: str
    language: str
    notices: list[Notice]


@dataclass(frozen=True, slots=True)
class Overview:
    """How everything stands: sections with something wrong, those without, and what is planned."""

    disrupted: list[Section]
    as_usual: list[Section]
    planned: list[Notice]


def notices_on(request: GuildhallRequest, page: "ContentPage") -> list[Notice]:
    """What holds now for a page: statuses of its own, and of the pages above it. The worst first."""
    standings = _shown_now(request)
    if not standings:
        return []
    here = {page.translation_key, *(one.translation_key for one in trail_to(request, page))}
    return _notices(request, (one for one in standings if one.page.translation_key in here), page)


def notices_below(request: GuildhallRequest, page: "ContentPage") -> list[Notice]:
    """What holds now for the pages below ``page``. The worst first."""
    own = page.translation_key
    below = (one for one in _shown_now(request) if own in one.around and one.page.translation_key != own)
    return _notices(request, below)


def overview(request: GuildhallRequest) -> Overview:
    """How all services of the site stand, section by section of its menu."""
    standings, at = _known(request), timezone.now()
    now = [one for one in standings if _is_on(one.status, at)]
    planned = sorted(
        (one for one in standings if one.status.starts and one.status.starts > at),
        key=lambda one: (one.status.starts, one.status.pk),
    )
    disrupted: list[Section] = []
    as_usual: list[Section] = []
    told = set()
    # What notices and sections lead to is looked up together, in the reader's language.
    look_up_translations(request, [one.page for one in standings])
    for section in menu_pages(request) or _sections(request):
        own = [one for one in now if section.translation_key in one.around]
        told |= {one.status.pk for one in own}
        link = link_to(request, section)
        if link is None:
            continue
        notices = _notices(request, own, section)
        (disrupted if notices else as_usual).append(Section(link.title, link.url, link.language, notices))
    rest = _notices(request, (one for one in now if one.status.pk not in told))
    if rest:
        disrupted.append(Section("", "", "", rest))
    return Overview(disrupted, as_usual, _notices(request, planned))


def _sections(request: GuildhallRequest) -> "list[ContentPage]":
    """The sections of a site without a menu."""
    root = site_root(request)
    if root is None:
        return []
    return list(pages(request.principal).child_of(root).select_related("locale").order_by("path"))


def published_for(principal: "Principal") -> "list[tuple[ServiceStatus, ContentPage, frozenset[UUID]]]":
    """Every status, in every language, that is not over, of a page the principal may read: with its page, and the
    translation keys of that page and of those above it."""
    model: Any = apps.get_model("content", "ServiceStatus")
    every_page: Any = apps.get_model("content", "ContentPage")
    in_time = Q(ends=None) | Q(ends__gt=timezone.now())
    rows = list(
        model.objects.filter(in_time, page__in=pages(principal))
        .select_related("page__locale", "locale")
        .order_by("pk")
    )
    paths = {path for row in rows for path in (row.page.path, *paths_above(row.page.path))}
    # Keys alone, to find out what lies below what: nothing of these pages is shown.
    keys = dict(every_page.objects.filter(path__in=paths).values_list("path", "translation_key"))
    return [
        (
            row,
            row.page,
            frozenset(keys[path] for path in (row.page.path, *paths_above(row.page.path)) if path in keys),
        )
        for row in rows
    ]


def _known(request: GuildhallRequest) -> list[Standing]:
    """Of this site, in the reader's language or the one they were written in; the worst first. Says until when what is
    shown can be kept."""
    root = site_root(request)
    if root is None:
        return []
    principal = request.principal
    rows = remembered(request, ("service_status", principal.keys), lambda: published_for(principal))
    changes_at(request, _next_change([row for row, _page, _around in rows]))
    of_site = [Standing(*row) for row in rows if root.translation_key in row[2]]
    return sorted(_in_one_language(of_site), key=lambda one: (LEVELS.index(one.status.level), -one.status.pk))


def _shown_now(request: GuildhallRequest) -> list[Standing]:
    at = timezone.now()
    return [one for one in _known(request) if _is_on(one.status, at)]


def _is_on(status: "ServiceStatus", at: datetime) -> bool:
    return (status.starts is None or status.starts <= at) and (status.ends is None or at < status.ends)


def _next_change(found: "Iterable[ServiceStatus]") -> datetime | None:
    at = timezone.now()
    return min(
        (moment for one in found for moment in (one.starts, one.ends) if moment and moment > at), default=None
    )


def _in_one_language(found: list[Standing]) -> list[Standing]:
    language, original = get_language(), settings.LANGUAGE_CODE
    rows: dict[Any, Standing] = {}
    for one in found:
        known = rows.get(one.status.translation_key)
        code = one.status.locale.language_code
        if (
            known is None
            or code == language
            or (code == original and known.status.locale.language_code != language)
        ):
            rows[one.status.translation_key] = one
    return list(rows.values())


def _notices(
    request: GuildhallRequest, found: Iterable[Standing], here: "ContentPage | None" = None
) -> list[Notice]:
    """The statuses as they are shown on the page ``here``, which is not named on itself."""
    found, at = list(found), timezone.now()
    named = [one.page for one in found if here is None or one.page.translation_key != here.translation_key]
    look_up_translations(request, named)
    return [
        Notice(
            level=cast(Level, one.status.level),
            level_name=str(one.status.get_level_display()),
            title=one.status.title,
            text=one.status.text,
            starts=one.status.starts,
            ends=one.status.ends,
            language=one.status.locale.language_code,
            service=link_to(request, one.page) if one.page in named else None,
            planned=bool(one.status.starts and one.status.starts > at),
        )
        for one in found
    ]
