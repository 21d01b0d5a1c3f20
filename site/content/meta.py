"""What machines are told of a public page: search engines, and whoever shows a card of it where it is shared.

Open Graph for cards; schema.org as JSON-LD, which is data and no script, so the content security policy has no say in it.
Only the public site says any of it: nothing else is found or shared.
"""

import json
from dataclasses import dataclass
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from content.events.dates import occurrences
from content.languages.words import language_of
from content.links import address, site_root, trail_to
from content.models import ContentPage, EventPage, HomePage, NewsPage, ServicePage
from content.picture_sizes import Shared, shared_size
from themes.council import Council

# A locale as Open Graph names it.
LOCALES = {"en": "en_GB", "cy": "cy_GB"}
# A list says its later pages by their own addresses.
OWN_ADDRESS = ("page",)
_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@dataclass(frozen=True, slots=True)
class Meta:
    """What stands in the head of a page. ``url`` is its one address; ``data`` is JSON-LD, ready to be written."""

    title: str
    description: str
    url: str
    kind: str
    locale: str
    picture: Shared | None
    data: SafeString


def meta_of(request: GuildhallRequest, page: Any, council: Council) -> Meta | None:
    """What is told of the page a request is answered with; ``None`` on other hosts, and for what is no page."""
    if getattr(request, "host_audience", "") != PUBLIC or not isinstance(page, ContentPage) or not page.pk:
        return None
    is_home = isinstance(page, HomePage)
    picture = shared_size(page.picture)
    url = _canonical(request)
    return Meta(
        title=str(council.name) if is_home else page.title,
        description=page.summary,
        url=url,
        kind="article" if isinstance(page, NewsPage) else "website",
        locale=LOCALES.get(language_of(page, "title") or get_language() or "en", "en_GB"),
        picture=picture,
        data=_written([*_things(request, page, url, council, picture), *_crumbs(request, page, url)]),
    )


def _canonical(request: GuildhallRequest) -> str:
    kept = "&".join(
        f"{name}={request.GET[name]}" for name in OWN_ADDRESS if request.GET.get(name, "").isdecimal()
    )
    return request.build_absolute_uri(request.path) + (f"?{kept}" if kept else "")


def _things(
    request: GuildhallRequest, page: ContentPage, url: str, council: Council, picture: Shared | None
) -> list[dict[str, Any]]:
    """What the page is about, as schema.org has it."""
    about: dict[str, Any] = {"name": page.title, "url": url, "description": page.summary}
    if picture:
        about["image"] = request.build_absolute_uri(picture.url)
    if isinstance(page, HomePage):
        return [_council(request, council), {"@type": "WebSite", "name": str(council.name), "url": url}]
    if isinstance(page, ServicePage):
        return [{"@type": "GovernmentService", **about, **_service(request, page, council)}]
    if isinstance(page, NewsPage):
        return [_news(about, page, request, council)]
    if isinstance(page, EventPage):
        return [{"@type": "Event", **about, **_event(page), "organizer": _council(request, council)}]
    return []


def _council(request: GuildhallRequest, council: Council) -> dict[str, Any]:
    root = site_root(request)
    return {
        "@type": "GovernmentOrganization",
        "name": str(council.name),
        "url": request.build_absolute_uri(address(request, root) if root else "/"),
        "telephone": council.phone,
        "email": council.email,
        "address": council.address,
        "logo": request.build_absolute_uri(council.logo.url) if council.logo else "",
        "sameAs": [link.url for link in council.social_links],
    }


def _service(request: GuildhallRequest, page: ServicePage, council: Council) -> dict[str, Any]:
    channel = {
        "@type": "ServiceChannel",
        "servicePhone": {"@type": "ContactPoint", "telephone": page.phone or council.phone},
    }
    if page.journey_slug:
        try:
            start = reverse("journey_start", args=[page.journey_slug])
        except NoReverseMatch:
            start = ""
        if start:
            channel["serviceUrl"] = request.build_absolute_uri(start)
    return {
        "provider": _council(request, council),
        "areaServed": council.short_name,
        "availableChannel": channel,
        "identifier": f"LGSL {page.lgsl}" if page.lgsl else "",
    }


def _news(
    about: dict[str, Any], page: NewsPage, request: GuildhallRequest, council: Council
) -> dict[str, Any]:
    changed = page.last_published_at
    return {
        "@type": "NewsArticle",
        "headline": page.title,
        **{name: value for name, value in about.items() if name != "name"},
        "datePublished": page.published_on.isoformat(),
        "dateModified": changed.isoformat() if changed else "",
        "publisher": _council(request, council),
    }


def _event(page: EventPage) -> dict[str, Any]:
    dates = occurrences(page)
    state = "EventCancelled" if page.is_cancelled else "EventScheduled"
    return {
        "startDate": dates[0].starts_at.isoformat(),
        "endDate": dates[-1].ends_at.isoformat(),
        "eventStatus": f"https://schema.org/{state}",
        "location": {
            "@type": "Place",
            "name": page.where,
            "address": ", ".join(filter(None, (page.where, page.postcode))),
        },
    }


def _crumbs(request: GuildhallRequest, page: ContentPage, url: str) -> list[dict[str, Any]]:
    trail = [
        (one.title, request.build_absolute_uri(address(request, one))) for one in trail_to(request, page)
    ]
    if not trail:
        return []
    items = [
        {"@type": "ListItem", "position": place, "name": title, "item": where}
        for place, (title, where) in enumerate([*trail, (page.title, url)], start=1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": items}]


def _written(things: list[dict[str, Any]]) -> SafeString:
    """As JSON that cannot end the element it stands in; "" where there is nothing to say."""
    if not things:
        return mark_safe("")
    told = json.dumps({"@context": "https://schema.org", "@graph": [_full(one) for one in things]})
    return mark_safe(told.translate(_ESCAPES))  # noqa: S308 - nothing in it can be taken for a tag


def _full(thing: Any) -> Any:
    """Without what is empty, and without markup."""
    if isinstance(thing, dict):
        return {name: _full(value) for name, value in thing.items() if value}
    if isinstance(thing, list):
        return [_full(value) for value in thing]
    return strip_tags(thing) if isinstance(thing, str) else thing
