"""Where one asking is, and what they can go on to: the site's root, and links cut by the one selector.

What is found out is kept on the request: a page with thirty links asks the database no more than one with three.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Case, IntegerField, Q, QuerySet, When
from django.db.models.functions import Cast
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.utils.translation import get_language
from wagtail.models import Page, ReferenceIndex, Site
from wagtail.query import PageQuerySet

from audiences.http import GuildhallRequest
from audiences.selectors import may_read
from content.languages.words import language_of
from content.paths import paths_between
from content.selectors import pages
from content.shared_drafts.inside import all_inside, inside
from page_cache.remembered import remembered

if TYPE_CHECKING:
    from content.models import ContentPage


@dataclass(frozen=True, slots=True)
class Link:
    """A page the one asking may open. ``url`` is relative on their own site; ``language`` is that of the title."""

    title: str
    url: str
    current: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True)
class Child:
    """A page listed on the page above it. ``language`` is that of the title, ``text_language`` that of the summary;
    ``kind`` is the name of its type, as ``servicepage``."""

    title: str
    url: str
    summary: str
    show_in_menus: bool
    language: str = ""
    text_language: str = ""
    kind: str = ""


def remember_route(request: GuildhallRequest, root: "ContentPage", trail: "list[ContentPage]") -> None:
    """Keep what routing found: the site's root in the active language, and the pages down to the one asked for."""
    cache = _cache(request)
    cache.setdefault("root", root)
    cache.setdefault("trail", [root, *trail])


def remember_page(request: GuildhallRequest, page: "ContentPage") -> None:
    """Keep the page that answers, where a view shows it at an address of its own."""
    _cache(request)["page"] = page


def answered_page(request: GuildhallRequest) -> "ContentPage | None":
    """The page that answers the request, if it is one."""
    return _cache(request).get("page")


def way_to_answer(request: GuildhallRequest) -> "list[ContentPage]":
    """The pages that routing came by, from the site's home down to the page asked for; none where no page was."""
    trail: list[ContentPage] = _cache(request).get("trail", [])
    return trail


def menu_pages(request: GuildhallRequest) -> "list[ContentPage]":
    """The sections in the menu of the site, as far as the one asking may read them, in the editors' order."""
    root = site_root(request)
    if root is None:
        return []
    below = Q(path__startswith=root.path, depth=root.depth + 1, show_in_menus=True)
    return remembered(
        request,
        ("menu", request.principal.keys, root.pk),
        lambda: list(pages(request.principal).filter(below).select_related("locale").order_by("path")),
    )


def languages_of_answer(request: GuildhallRequest) -> "list[ContentPage]":
    """The page that answers in every language in which the one asking may read it."""
    page, cache = answered_page(request), _cache(request)
    if page is None:
        return []
    known = ("languages", page.pk)
    if known not in cache:
        found = pages(request.principal).filter(translation_key=page.translation_key)
        cache[known] = list(found.select_related("locale").order_by("path"))
    return cache[known]


def site_root(request: GuildhallRequest) -> Any:
    """The home page of the request's site in the active language, or in the site's own, or ``None``."""
    cache = _cache(request)
    if "root" not in cache:
        cache["root"] = home_of(request)
    return cache["root"]


def site_of(request: HttpRequest) -> Site | None:
    """The request's site."""
    # Where ``Site.find_for_request`` looks first, so that what Wagtail asks of it costs nothing either.
    if not hasattr(request, "_wagtail_site"):
        # By the name alone: there are three, and a stranger can write any port beside them.
        name = split_domain_port(request.get_host())[0]
        found = remembered(request, ("site", name), lambda: Site.find_for_request(request))
        request._wagtail_site = found  # type: ignore[attr-defined]
    site: Site | None = request._wagtail_site  # type: ignore[attr-defined]
    return site


def home_of(request: GuildhallRequest) -> Any:
    """The home page of the request's site in the active language, or in the site's own, or ``None``. All threads share
    it: it is for finding what is below it and for linking to it, not for being served itself."""
    site = site_of(request)
    if site is None:
        return None
    return remembered(request, ("home", site.pk, get_language()), lambda: site.root_page.localized.specific)


def site_roots(request: GuildhallRequest) -> dict[str, Page]:
    """The home page of the request's site in each language it has, by language. One query a request."""
    cache = _cache(request)
    if "roots" not in cache:
        site = site_of(request)
        homes = site.root_page.get_translations(inclusive=True).select_related("locale") if site else []
        cache["roots"] = {home.locale.language_code: home for home in homes}
    roots: dict[str, Page] = cache["roots"]
    return roots


def pages_of_site(request: GuildhallRequest) -> PageQuerySet:
    """Every page of the request's site that the one asking may read, in all its languages."""
    below = Q(pk__in=[])
    for root in site_roots(request).values():
        below |= Q(path__startswith=root.path)
    return pages(request.principal).filter(below)


def trail_to(request: GuildhallRequest, page: "ContentPage") -> "list[ContentPage]":
    """The readable pages from the site's root down to the one above ``page``."""
    root = site_root(request)
    if root is None or not page.path or not page.path.startswith(root.path):
        return []
    above = paths_between(root.path, page.path)
    known = {one.path: one for one in _cache(request).get("trail", [])}
    if all(path in known for path in above):
        return [
            known[path] for path in above if known[path].live and may_read(request.principal, known[path])
        ]
    return list(pages(request.principal).filter(path__in=above).order_by("path"))


def children_of(request: GuildhallRequest, page: "ContentPage") -> list[Child]:
    """The published pages directly below ``page`` that the one asking may read, in the editors' order."""
    found = list(pages(request.principal).child_of(page).order_by("path"))
    if drafts := all_inside(_cache(request)):
        # The drafts behind a link are there among the others, as they would be once published.
        below = {one.pk: one for one in found}
        below |= {pk: one.page for pk, one in drafts.items() if one.page.is_child_of(page)}
        found = sorted(below.values(), key=lambda one: one.path)
    return [listed(request, one) for one in found]


def listed(request: GuildhallRequest, page: "ContentPage") -> Child:
    """A page the one asking may read, as it stands in a list."""
    return Child(
        page.title,
        address(request, page),
        page.summary,
        page.show_in_menus,
        language_of(page, "title"),
        language_of(page, "summary"),
        page.cached_content_type.model,
    )


def link_to(request: GuildhallRequest, page: "ContentPage | None") -> Link | None:
    """A link to ``page`` in the reader's language, or ``None`` where the one asking may not read it."""
    if page is not None and (shared := inside(_cache(request), page.pk)):
        return Link(shared.title, shared.url, language=shared.page.locale.language_code)
    if page is None or not page.live or not may_read(request.principal, page):
        return None
    page = in_readers_language(request, page)
    url = address(request, page)
    return Link(page.title, url, language=language_of(page, "title")) if url else None


def address(request: GuildhallRequest, page: "ContentPage") -> str:
    """The address of ``page`` for this request: an article's is on the reader's own site. "" where it has none."""
    if shared := inside(_cache(request), page.pk):
        return shared.url
    specific = page.specific_deferred
    if page._meta.get_field("locale").is_cached(page):
        # Articles need it, and it does not come along by itself.
        specific.locale = page.locale
    return specific.get_url(request) or ""


def in_readers_language(request: GuildhallRequest, page: "ContentPage") -> "ContentPage":
    """The page as the reader's language has it, or as it is."""
    root = site_root(request)
    if root is None or page.locale_id == root.locale_id:
        return page
    known = _translations(request, root.locale_id)
    if page.translation_key not in known:
        look_up_translations(request, [page])
    return known.get(page.translation_key) or page


def look_up_translations(request: GuildhallRequest, wanted: "Iterable[ContentPage]") -> None:
    """Fetch these pages in the reader's language at once, for the links to them that come."""
    root = site_root(request)
    keys = {one.translation_key for one in wanted if root and one.locale_id != root.locale_id}
    if not keys:
        return
    known = _translations(request, root.locale_id)
    keys -= known.keys()
    if keys:
        known |= dict.fromkeys(keys)
        found = pages(request.principal).filter(translation_key__in=keys, locale_id=root.locale_id)
        known |= {one.translation_key: one for one in found.select_related("locale")}


def _translations(request: GuildhallRequest, locale_id: int) -> "dict[UUID, ContentPage | None]":
    """The pages of the reader's language asked for so far. With the first, those the page being shown links to: its
    blocks ask for them one by one."""
    cache = _cache(request)
    if "translations" not in cache:
        cache["translations"] = {}
        linked = pages_linked_here(request)
        if linked is not None:
            keys = Page.objects.filter(pk__in=linked).values("translation_key")
            found = pages(request.principal).filter(translation_key__in=keys, locale_id=locale_id)
            cache["translations"] = {one.translation_key: one for one in found.select_related("locale")}
    return cache["translations"]


def remember_besides(request: GuildhallRequest, shown: "Iterable[ContentPage]") -> None:
    """Keep that the answer shows these pages besides the one that answers: what all of them link to is looked up
    together."""
    _cache(request)["besides"] = [one.pk for one in shown]


def pages_linked_here(request: GuildhallRequest) -> QuerySet[Any] | None:
    """The ids of the pages that the answer links to, as far as that is known; ``None`` where no page answers."""
    shown = answered_page(request)
    if shown is None or shown.pk is None:
        return None
    ids = [str(pk) for pk in (shown.pk, *_cache(request).get("besides", []))]
    base = ContentType.objects.get_for_model(Page)
    # Not every model's ids are numbers; pages' are.
    number = When(to_object_id__regex=r"^[0-9]+$", then=Cast("to_object_id", IntegerField()))
    linked = ReferenceIndex.objects.filter(base_content_type=base, object_id__in=ids)
    return linked.filter(to_content_type=base).values(number=Case(number))


def kept_for(request: GuildhallRequest) -> dict[str, Any]:
    """What has been found out for this request so far, by name."""
    return _cache(request)


def _cache(request: Any) -> dict[Any, Any]:
    if not hasattr(request, "_guildhall_site"):
        request._guildhall_site = {}
    return request._guildhall_site
