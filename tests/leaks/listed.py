"""Directories, news and events for the matrix: on each site a list of each kind, with something in it for every group."""

import datetime

from django.utils import timezone

from content.models import (
    DirectoryEntryPage,
    DirectoryPage,
    EventPage,
    EventsIndexPage,
    NewsIndexPage,
    NewsPage,
)
from tests.factories import make_page
from tests.leaks.groups import CHOSEN, EDITORS, SITE_GROUP, both
from tests.leaks.world import SECTIONS, World, _page

FACETS = [("facet", {"key": "has", "label": "Has", "values": [{"key": "it", "label": "It"}]})]
LISTS = {
    "directory": (
        DirectoryPage,
        {"facets": FACETS, "entry_noun": "one", "entries_noun": "ones", "show_map": True},
    ),
    "news": (NewsIndexPage, {}),
    "events": (EventsIndexPage, {}),
}


def add_listed(world: World) -> None:
    """The lists, and what stands in them. A category is a word of its own, as a list of categories could give it away."""
    for site, home in world.homes.items():
        lists = {
            slug: make_page(home, kind, title=f"List of {slug}", slug=slug, **fields)
            for slug, (kind, fields) in LISTS.items()
        }
        for group in SECTIONS[site]:
            readers = both(SITE_GROUP[site], group)
            audience, organisations = CHOSEN[group]
            for slug, above in lists.items():
                seen = (slug, "content API", *(("sitemap",) if site == "public" else ()))
                word = world.canary(f"{group} in {slug} on {site}", readers, EDITORS, at=seen, host=site)
                given = _given(slug, word)
                _page(world, above, word, audience=audience, organisations=organisations, **given)
        for slug, above in lists.items():
            word = world.canary(f"draft in {slug} on {site}", EDITORS)
            _page(world, above, word, live=False, **_given(slug, word))


def _given(slug: str, word: str) -> dict:
    begins = timezone.now() + datetime.timedelta(days=1)
    return {
        "directory": {
            "kind": DirectoryEntryPage,
            "facet_values": ["has:it"],
            "address": word,
            "postcode": "ZZ1 1AA",
            "latitude": 52.1,
            "longitude": -1.9,
        },
        "news": {"kind": NewsPage, "category": word[:40]},
        "events": {
            "kind": EventPage,
            "starts_at": begins,
            "ends_at": begins + datetime.timedelta(hours=1),
            "where": word,
        },
    }[slug]
