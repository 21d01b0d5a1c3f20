"""Which addresses are still asked for, and which page each may have meant."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.db.models import Max, Sum
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Site

from content.models import ContentPage, MissingAddress
from content.sections.held import held_pages
from content.sections.reach import edits

DAYS = 30
MOST = 200


@dataclass(frozen=True, slots=True)
class AskedFor:
    """An address that is nothing: how often it was asked for in 30 days, when last, and the page it may have meant."""

    audience: str
    path: str
    times: int
    last: date
    guess: ContentPage | None


def asked_for(user: Any, audience: str = "") -> list[AskedFor]:
    """The addresses asked for most. One that leads somewhere by now is not among them, nor one at which there is a page
    that ``user`` does not edit: that it was asked for by somebody who may not read it is no business of theirs."""
    since = timezone.localdate() - timedelta(days=DAYS)
    counted = MissingAddress.objects.filter(day__gt=since)
    if audience:
        counted = counted.filter(audience=audience)
    rows = list(
        counted.values("audience", "path")
        .annotate(sum=Sum("times"), last=Max("day"))
        .order_by("-sum", "path")[: 2 * MOST]
    )
    hidden = _led_on(rows) | _taken(user, rows)
    shown = [row for row in rows if (row["audience"], row["path"]) not in hidden][:MOST]
    guesses = _guesses(user, {row["path"].rsplit("/", 1)[-1].lower() for row in shown})
    return [
        AskedFor(
            row["audience"],
            row["path"],
            row["sum"],
            row["last"],
            _guess(guesses, row["audience"], row["path"]),
        )
        for row in shown
    ]


def site_of(audience: str) -> Site | None:
    """The site of an audience's host."""
    hosts = [name for name, kind in settings.ENVIRONMENT.hosts.items() if kind == audience]
    return Site.objects.filter(hostname__in=hosts).first()


def roots_of(audience: str) -> list[tuple[str, str]]:
    """Where an audience's pages begin: the language's prefix in addresses, and the path in the tree of addresses."""
    return [
        ("" if root.language_code == settings.LANGUAGE_CODE else f"/{root.language_code}", root.root_path)
        for root in Site.get_site_root_paths()
        if settings.ENVIRONMENT.hosts.get(urlsplit(root.root_url).hostname or "") == audience
    ]


def page_at(audience: str, path: str) -> list[str]:
    """The places in the tree of addresses that an address could be a page's."""
    found = []
    for prefix, root in roots_of(audience):
        if path == prefix or path.startswith(f"{prefix}/"):
            found.append(f"{root}{path.removeprefix(prefix).strip('/')}/")
    return found


def _led_on(rows: Iterable[dict[str, Any]]) -> set[tuple[str, str]]:
    """The addresses that a redirect leads on by now."""
    by_path = {(row["audience"], row["path"]): Redirect.normalise_path(row["path"]) for row in rows}
    found = Redirect.objects.filter(old_path__in=by_path.values()).values_list("old_path", "site__hostname")
    led = {(old, settings.ENVIRONMENT.hosts.get(name or "", "")) for old, name in found}
    return {key for key, old in by_path.items() if (old, key[0]) in led or (old, "") in led}


def _taken(user: Any, rows: Iterable[dict[str, Any]]) -> set[tuple[str, str]]:
    """The addresses at which there is a page: a published one, or one of somebody else's section."""
    places = {(row["audience"], row["path"]): page_at(row["audience"], row["path"]) for row in rows}
    wanted = {place for several in places.values() for place in several}
    model: Any = apps.get_model("content", "ContentPage")
    taken = {
        page.url_path
        for page in model.objects.filter(url_path__in=wanted)
        if page.live or not edits(user, page)
    }
    return {key for key, several in places.items() if not taken.isdisjoint(several)}


def _guesses(user: Any, slugs: set[str]) -> dict[str, list[ContentPage]]:
    """The published pages of this person's sections with these slugs."""
    found: dict[str, list[ContentPage]] = {}
    for page in held_pages(user).filter(live=True, slug__in=slugs - {""}).order_by("depth", "path"):
        found.setdefault(page.slug, []).append(page)
    return found


def _guess(guesses: dict[str, list[ContentPage]], audience: str, path: str) -> ContentPage | None:
    roots = tuple(root for _prefix, root in roots_of(audience))
    several = guesses.get(path.rsplit("/", 1)[-1].lower(), [])
    return next((page for page in several if page.url_path.startswith(roots)), None)
