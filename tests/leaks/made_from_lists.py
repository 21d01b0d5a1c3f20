"""Pages that are made from lists kept elsewhere, publications and look-ups for the matrix: on each site one of each
list, which everybody there may open, and what it lists is for each group."""

from typing import Any

from wagtail.models import Collection

from content.models import (
    AccessibilityPage,
    AToZPage,
    CookiesPage,
    GuildhallDocument,
    LookupPage,
    PrivacyPage,
    PublicationPage,
    SharedDocumentsPage,
)
from tests.factories import make_page
from tests.leaks.groups import CHOSEN, EDITORS, SITE_GROUP, both
from tests.leaks.world import SECTIONS, World, _page

LISTS: dict[str, Any] = {
    "a-to-z": AToZPage,
    "privacy": PrivacyPage,
    "accessibility": AccessibilityPage,
    "cookies": CookiesPage,
}


def add_made_from_lists(world: World) -> None:
    """The pages. A shared documents page lists every collection there is, a publication every document."""
    documents = [("document", {"document": one, "title": ""}) for one in GuildhallDocument.objects.all()]
    for site, home in world.homes.items():
        for slug, kind in LISTS.items():
            make_page(home, kind, title=f"The {slug}", slug=slug)
        root = Collection.get_first_root_node()
        make_page(home, SharedDocumentsPage, title="Documents", slug="shared-documents", collection=root)
        make_page(home, PublicationPage, title="A plan", slug="plan", documents=documents)
        for group in SECTIONS[site]:
            readers = both(SITE_GROUP[site], group)
            audience, organisations = CHOSEN[group]
            kinds = {"publication": PublicationPage, "look-up": LookupPage}
            for what, kind in kinds.items():
                seen = ("page", "list", *(("look-up",) if kind is LookupPage else ()))
                word = world.canary(f"{group} {what} on {site}", readers, EDITORS, at=seen, host=site)
                given: dict[str, Any] = {
                    "kind": kind,
                    "audience": audience,
                    "organisations": organisations,
                    "show_in_menus": True,
                }
                if kind is LookupPage:
                    given["provider"] = "bin-days"
                    world.lookups.add(f"/{word}/")
                _page(world, home, word, **given)
