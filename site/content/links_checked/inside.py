"""Whether links to our own pages, documents and journeys lead anywhere, for everybody who reads the page they stand on."""

from collections.abc import Collection as Several
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlsplit

from django.apps import apps
from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Collection, Site

from audiences.keys import above
from content.journey_choice import journey_choices
from content.links_checked.finding import FoundLink
from content.models import ContentPage
from content.selectors import collection_keys

DELETED = "The page it leads to has been deleted."
NOT_PUBLISHED = "The page it leads to is not published."
NOT_FOR_ALL = "Not everybody who reads this page may read the page it leads to."
NO_DOCUMENT = "The document has been deleted."
DOCUMENT_NOT_FOR_ALL = "Not everybody who reads this page may have the document."
NO_JOURNEY = "The journey has been withdrawn, or was never published."
NO_ADDRESS = "There is no page at this address of ours."


@dataclass(slots=True)
class Known:
    """What the links of a batch of pages lead to, asked for at once."""

    pages: dict[int, tuple[bool, list[str]]]
    documents: dict[int, int]
    journeys: frozenset[str]
    collections: dict[int, tuple[str, ...]] = field(default_factory=dict)
    addresses: dict[tuple[str, str], bool] = field(default_factory=dict)


def known_for(links: Iterable[FoundLink]) -> Known:
    """Look up what these links lead to, in a handful of queries however many they are."""
    links = list(links)
    page: Any = apps.get_model("content", "ContentPage")
    document: Any = apps.get_model("content", "GuildhallDocument")
    pages = page.objects.filter(pk__in=_numbers(links, "page")).values_list("pk", "live", "audience_keys")
    documents = document.objects.filter(pk__in=_numbers(links, "document"))
    return Known(
        {pk: (live, keys) for pk, live, keys in pages},
        dict(documents.values_list("pk", "collection")),
        frozenset(slug for slug, _title in journey_choices() if slug),
    )


def why_broken(link: FoundLink, page: ContentPage, audience: str, known: Known) -> str:
    """Why a link of the page leads nowhere for some of its readers; "" where it does. Of addresses, only our own are
    known here.

    Args:
        audience: of the site the page is on (``audience_of_site``); "" for one outside every site.
    """
    # An article has a text for each audience: who reads it is not who reads all of its links.
    readers = page.audience_keys if audience else []
    if link.kind == "page":
        live, keys = known.pages.get(_number(link.target), (None, []))
        if live is None:
            return DELETED
        return NOT_PUBLISHED if not live else "" if _all_read(readers, keys) else NOT_FOR_ALL
    if link.kind == "document":
        collection = known.documents.get(_number(link.target))
        if collection is None:
            return NO_DOCUMENT
        return "" if _all_read(readers, _keys_of(collection, known)) else DOCUMENT_NOT_FOR_ALL
    if link.kind == "journey":
        return "" if link.target in known.journeys else NO_JOURNEY
    return "" if not is_ours(link.target) or _is_there(link.target, audience, known) else NO_ADDRESS


def is_ours(url: str) -> bool:
    """Whether an address is on one of our hosts."""
    try:
        host = urlsplit(url).hostname
    except ValueError:
        return False
    return host is None or host in settings.ENVIRONMENT.hosts


def _all_read(readers: Several[str], keys: Several[str]) -> bool:
    return all(any(above(wide, reader) for wide in keys) for reader in readers)


def _keys_of(collection_id: int, known: Known) -> tuple[str, ...]:
    if collection_id not in known.collections:
        known.collections[collection_id] = collection_keys(Collection.objects.get(pk=collection_id))
    return known.collections[collection_id]


def _is_there(url: str, own: str, known: Known) -> bool:
    parts = urlsplit(url)
    audience = settings.ENVIRONMENT.hosts.get(parts.hostname or "") or own or "public"
    asked = (audience, unquote(parts.path) or "/")
    if asked not in known.addresses:
        known.addresses[asked] = _answers(*asked)
    return known.addresses[asked]


def _answers(audience: str, path: str) -> bool:
    """Whether our host has something at the path, as far as addresses say: a page there is looked for."""
    language = translation.get_language_from_path(path) or settings.LANGUAGE_CODE
    whole = path if path.endswith("/") else f"{path}/"
    with translation.override(language):
        try:
            match = resolve(whole, urlconf=settings.HOST_URLCONFS[audience])
        except Resolver404:
            return _redirects(audience, path)
    if match.url_name != "wagtail_serve":
        return True
    below = match.args[0] if match.args else match.kwargs.get("path", "")
    roots = [
        root.root_path
        for root in Site.get_site_root_paths()
        if root.language_code == language
        and settings.ENVIRONMENT.hosts.get(urlsplit(root.root_url).hostname or "") == audience
    ]
    model: Any = apps.get_model("content", "ContentPage")
    places = [f"{root}{below}" for root in roots]
    return bool(model.objects.filter(url_path__in=places, live=True).exists()) or _redirects(audience, path)


def _redirects(audience: str, path: str) -> bool:
    hosts = [name for name, kind in settings.ENVIRONMENT.hosts.items() if kind == audience]
    sites = Site.objects.filter(hostname__in=hosts)
    old = Redirect.objects.filter(old_path=Redirect.normalise_path(path))
    return old.filter(site=None).exists() or old.filter(site__in=sites).exists()


def _numbers(links: Iterable[FoundLink], kind: str) -> set[int]:
    return {_number(one.target) for one in links if one.kind == kind} - {0}


def _number(target: str) -> int:
    return int(target) if target.isdecimal() and len(target) < 10 else 0
