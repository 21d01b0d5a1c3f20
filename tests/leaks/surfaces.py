"""The surfaces of the matrix: everywhere something could be read, as the addresses to try there.

Every address is tried on every host by every asker, whether or not it leads anywhere for them: ids and slugs are
guessed for them already.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from content.models import GuildhallDocument, GuildhallImage
from content_api.page_types import PAGE_TYPES
from tests.leaks import shared_drafts
from tests.leaks.groups import SLUG_A, SLUG_B
from tests.leaks.world import World

Addresses = Callable[[World], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Surface:
    """Somewhere things are read. ``admin`` is what editors at work see."""

    addresses: Addresses
    admin: bool = False
    # Whether everybody asks with a token of Wagtail's own API, too.
    token: bool = False
    # Whether those who may see most ask first, so that a cache that keeps too much would have it.
    warmed: bool = False
    # Whether everybody holds the links to shared drafts there.
    by_link: bool = False


def _page(world: World) -> Iterator[str]:
    yield from sorted(world.paths)
    for slug in sorted(world.articles):
        yield f"/knowledge/{slug}/"
    yield from [
        "/no/such/page/",
        "/api/v1/pages/0",
        "/api/v1/nothing",
        "/documents/0/x",
        "/media/nothing.png",
    ]


def _list(world: World) -> Iterator[str]:
    yield from [
        "/",
        "/knowledge/",
        "/knowledge/reading/",
        "/journeys/",
        "/cy/",
        "/cy/knowledge/",
        "/cy/journeys/",
        "/?audience=staff",
    ]
    yield from ["/api/v1/journeys/", "/api/v1/journeys/?limit=100"]
    # A section lists the pages below it.
    yield from sorted(path for path in world.paths if path.count("/") == 2)


def _related(world: World) -> Iterator[str]:
    yield from ["/links-to-everything/", "/cy/links-to-everything/", "/"]


def _content_api(world: World) -> Iterator[str]:
    ids = [page.pk for page in world.pages]
    yield from ["/api/v1/pages/?limit=100", "/api/v1/pages/?limit=100&after=20", "/api/v1/openapi.json"]
    for kind in sorted(PAGE_TYPES):
        yield f"/api/v1/pages/?type={kind}&limit=100"
    yield from ["/api/v1/articles/?limit=100", "/api/v1/articles/?limit=100&language=cy"]
    yield from ["/api/v1/pages/?audience=staff", "/api/v1/pages/?audience_keys=staff&keys=staff"]
    yield from ["/api/v1/pages/?search=qx", "/api/v1/articles/?search=qx"]
    yield from ["/api/v1/navigation/", "/api/v1/site/", "/api/v1/topics/", "/api/v1/previews/guessed"]
    yield from (f"/api/v1/pages/find?path={path}" for path in sorted(world.paths))
    for pk in ids:
        yield from [f"/api/v1/pages/{pk}", f"/api/v1/pages/?parent={pk}"]
    for slug in sorted(world.articles):
        yield from [f"/api/v1/articles/{slug}", f"/api/v1/articles/{slug}?language=cy"]


def _document(world: World) -> Iterator[str]:
    yield from world.documents
    yield from (f"/media/{document.file.name}" for document in GuildhallDocument.objects.all())


def _image(world: World) -> Iterator[str]:
    yield from world.pictures
    yield from (f"/media/{image.file.name}" for image in GuildhallImage.objects.all())
    yield "/media/images/"


def _journey(world: World) -> Iterator[str]:
    yield from ["/journeys/", "/cy/journeys/", "/api/v1/journeys/"]
    for slug in sorted(world.journeys):
        yield from [f"/journeys/{slug}/", f"/cy/journeys/{slug}/", f"/api/v1/journeys/{slug}"]
        yield from [f"/journeys/{slug}/about-you/", f"/journeys/{slug}/check/"]


def _translation(world: World) -> Iterator[str]:
    welsh = sorted(path for path in world.paths if path.startswith("/cy/"))
    yield from ["/cy/", *welsh]
    yield from (f"/cy{path}" for path in sorted(world.paths) if not path.startswith("/cy/"))
    yield from (f"/cy/knowledge/{slug}/" for slug in sorted(world.articles))


def _alias(world: World) -> Iterator[str]:
    yield from sorted(path for path in world.paths if path.startswith("/also-"))


def _redirect(world: World) -> Iterator[str]:
    yield from sorted(world.old_addresses)


def _preview(world: World) -> Iterator[str]:
    """What editors open of a page in the admin: previews, drafts, history, comparison, usage."""
    some = [page for page in world.pages if not page.live or page.depth == 4][:8]
    for page in some:
        at = f"/admin/pages/{page.pk}"
        yield from [
            f"{at}/edit/",
            f"{at}/edit/preview/",
            f"{at}/view_draft/",
            f"{at}/history/",
            f"{at}/usage/",
        ]
        revision = page.latest_revision_id or 0
        yield from [f"{at}/revisions/{revision}/view/", f"{at}/revisions/compare/earliest...live/"]


def _admin_lists(world: World) -> Iterator[str]:
    """What the admin lists and offers to choose from."""
    root = world.pages[0].get_ancestors().first().pk
    yield from ["/admin/", f"/admin/pages/{root}/", "/admin/pages/search/?q=qx", "/admin/choose-page/?q=qx"]
    yield from [
        f"/admin/choose-page/{root}/",
        "/admin/choose-page/search/?q=qx",
        "/admin/images/",
        "/admin/documents/",
    ]
    yield from ["/admin/images/chooser/", "/admin/documents/chooser/", "/admin/collections/"]
    yield from ["/admin/reports/site-history/", "/admin/reports/locked/", "/admin/reports/aging-pages/"]
    yield from ["/admin/shared-drafts/", "/admin/releases/", "/admin/broken-links/"]
    yield from ["/admin/pages-to-look-over/", "/admin/addresses-still-asked-for/"]
    yield from ["/admin/moving-in/", "/admin/old-addresses/"]
    yield from (f"/admin/pages-to-look-over/?state={state}&export=csv" for state in ("overdue", "none"))
    yield from ["/admin/api/main/pages/", f"/admin/api/main/pages/?child_of={root}", "/admin/redirects/"]


def _alert(world: World) -> Iterator[str]:
    yield from [
        "/",
        "/knowledge/",
        "/cy/",
        "/api/v1/alerts/",
        "/api/v1/alerts/?audience=staff",
        "/no-such-page/",
    ]


def _organisation(world: World) -> Iterator[str]:
    """Who works with the council, on the extranet for each organisation's own people and on the intranet."""
    yield from ["/organisations/", "/new-organisation/", "/account/", "/invitations/accept/"]
    for slug in (SLUG_A, SLUG_B):
        at = f"/organisations/{slug}"
        yield from [f"{at}/", f"{at}/invite/", f"{at}/change/", f"{at}/confirm/"]
        yield from (f"{at}/people/{user.uuid}/" for user in world.people.values())


def _wagtail_api(world: World) -> Iterator[str]:
    at = "/api/wagtail/v3"
    kinds = ["", "?limit=20", "?search=qx", "?type=content.StandardPage", "?site=localhost"]
    yield from (f"{at}/pages/{kind}" for kind in kinds)
    for kind in ("images", "documents", "redirects", "sites", "whoami", "schema"):
        yield f"{at}/{kind}/"
    for page in [page for page in world.pages if not page.live or page.depth == 4][:6]:
        yield from [
            f"{at}/pages/{page.pk}/",
            f"{at}/pages/{page.pk}/?version=draft",
            f"{at}/pages/{page.pk}/revisions/",
        ]
        yield f"{at}/pages/find/?html_path=/{page.slug}/"
    for number in range(1, 9):
        yield from [f"{at}/images/{number}/", f"{at}/documents/{number}/"]


def _cached(world: World) -> Iterator[str]:
    yield from [
        "/",
        "/knowledge/",
        "/links-to-everything/",
        "/api/v1/pages/?limit=20",
        "/sitemap-pages-1.xml",
    ]
    yield from sorted(path for path in world.paths if path.count("/") == 2)[:12]
    yield from (f"/knowledge/{slug}/" for slug in sorted(world.articles)[:4])


def _directory(world: World) -> Iterator[str]:
    yield from ["/directory/", "/cy/directory/"]
    questions = [
        "words=qx",
        "has=has:it",
        "letter=q",
        "near=ZZ1+1AA",
        "page=2",
        "words=qx&has=has:it&near=ZZ1+1AA",
    ]
    yield from (f"/directory/?{question}" for question in questions)


def _news(world: World) -> Iterator[str]:
    year = timezone.localdate().year
    yield from ["/news/", "/news/feed/", "/cy/news/", "/cy/news/feed/", f"/news/?year={year}"]
    items = sorted(path for path in world.paths if path.startswith("/news/"))
    yield from (f"/news/?category={path.split('/')[2]}" for path in items)
    # The others of its subject stand on each.
    yield from items


def _events(world: World) -> Iterator[str]:
    month = f"{timezone.localtime() + timedelta(days=1):%Y-%m}"
    yield from [
        "/events/",
        "/events/feed/",
        "/events/calendar.ics",
        "/cy/events/calendar.ics",
        f"/events/?month={month}",
    ]
    yield from (f"{path}calendar.ics" for path in sorted(world.paths) if path.startswith("/events/"))


def _guide(world: World) -> Iterator[str]:
    yield from ["/guide/", "/guide/print/", "/cy/guide/", "/cy/guide/print/"]
    yield from sorted(path for path in world.paths if path.startswith("/guide/"))


def _services(world: World) -> Iterator[str]:
    yield from ["/area/", "/area/groups/", "/area/ways-on/", "/steps/"]
    yield from (f"/cy{path}" for path in ("/area/", "/area/groups/", "/area/ways-on/", "/steps/"))
    # Each says which step by step it belongs to, and what else there is beside it.
    yield from sorted(path for path in world.paths if path.startswith("/area/"))


def _service_status(world: World) -> Iterator[str]:
    yield from ["/status/", "/cy/status/", "/area/", "/"]
    yield from sorted(path for path in world.paths if path.startswith("/area/"))


def _a_to_z(world: World) -> Iterator[str]:
    yield from ["/a-to-z/", "/cy/a-to-z/"]


def _privacy(world: World) -> Iterator[str]:
    yield from ["/privacy/", "/cy/privacy/"]


def _shared_documents(world: World) -> Iterator[str]:
    yield from ["/shared-documents/", "/cy/shared-documents/"]


def _publication(world: World) -> Iterator[str]:
    yield from ["/plan/", "/cy/plan/"]


def _lookup(world: World) -> Iterator[str]:
    for path in sorted(world.lookups):
        yield from [path, f"{path}990010000037/", f"{path}990010000037/calendar.ics", f"/cy{path}"]


def _organisation_home(world: World) -> Iterator[str]:
    """What is an organisation's own on the extranet's front page, and the lists that it leads to."""
    yield from [
        "/",
        "/cy/",
        "/organisations/requests/",
        "/organisations/requests/?show=open",
        "/organisations/choose/",
    ]
    yield from ["/workplace/", "/requests/"]


def _sitemap(world: World) -> Iterator[str]:
    yield from ["/robots.txt", "/sitemap.xml", "/cy/sitemap.xml", "/sitemap.xml?p=2"]
    yield from (
        f"/sitemap-{kind}-{number}.xml" for kind in ("pages", "articles", "journeys") for number in (1, 2)
    )


def _shared_draft(world: World) -> Iterator[str]:
    yield from shared_drafts.addresses(world)


SURFACES = {
    "page": Surface(_page),
    "list": Surface(_list),
    "related links": Surface(_related),
    "content API": Surface(_content_api),
    "document": Surface(_document, admin=True),
    "image": Surface(_image, admin=True),
    "journey": Surface(_journey),
    "translation": Surface(_translation),
    "alias": Surface(_alias),
    "redirect": Surface(_redirect),
    "directory": Surface(_directory),
    "news": Surface(_news),
    "events": Surface(_events),
    "guide": Surface(_guide),
    "services": Surface(_services),
    "service status": Surface(_service_status),
    "A to Z": Surface(_a_to_z),
    "privacy": Surface(_privacy),
    "shared documents": Surface(_shared_documents),
    "publication": Surface(_publication),
    "look-up": Surface(_lookup),
    "organisation home": Surface(_organisation_home),
    "sitemap": Surface(_sitemap),
    "preview": Surface(_preview, admin=True),
    "admin lists": Surface(_admin_lists, admin=True),
    "alert": Surface(_alert),
    "organisation": Surface(_organisation),
    "Wagtail API v3": Surface(_wagtail_api, admin=True, token=True),
    "cached copy": Surface(_cached, warmed=True),
    "shared draft": Surface(_shared_draft, by_link=True),
}

# Surfaces of parts that are not built yet. Nothing may answer there; when one is built it gets its line above.
NOT_THERE_YET = {
    "search": ["/search/", "/search/?q=qx", "/cy/search/?q=qx", "/api/v1/search", "/api/v1/search?q=qx"],
    "autocomplete": ["/search/autocomplete/?q=qx", "/autocomplete/?q=qx", "/api/v1/autocomplete?q=qx"],
    "feed": ["/feed/", "/rss/", "/rss.xml", "/atom.xml", "/feed.xml", "/index.rss"],
}
