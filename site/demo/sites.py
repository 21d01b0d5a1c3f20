"""The three sites and their pages. Only what is missing is made: what somebody has edited, moved or deleted stays."""

from typing import Any

from django.db import transaction
from wagtail.models import Locale, Page, Site

from accounts.models import User
from audiences.keys import PUBLIC
from content.founding import clear_wagtails_welcome, lock, tree_root, write_address
from content.models import ContentPage, HomePage, ServicePage, StandardPage
from demo import bodies
from demo.fixtures import SITES, read_site
from knowledge.models import ArticlePage

PAGE_TYPES: dict[str, type[ContentPage]] = {
    "home": HomePage,
    "standard": StandardPage,
    "service": ServicePage,
}


def load_sites() -> int:
    """Make the sites that are missing, each with all its pages. Returns how many pages were made.

    A site whose home page exists is complete: a page that was deleted since is not brought back.
    """
    return sum(_load_site(read_site(audience)) for audience in SITES)


def write_addresses() -> None:
    """Give each site the host and port that this start was told."""
    for audience in SITES:
        write_address(Site.objects.get(site_name=read_site(audience)["name"]), audience)


@transaction.atomic
def _load_site(fixture: dict[str, Any]) -> int:
    if Site.objects.filter(site_name=fixture["name"]).exists():
        return 0
    clear_wagtails_welcome()
    made: dict[str, ContentPage] = {}
    for entry in fixture["pages"]:
        parent = made.get(_parent_path(entry["path"])) if entry["path"] != "/" else tree_root()
        made[entry["path"]] = _make_page(fixture, entry, parent)
    home = made["/"]
    if fixture["audience"] != PUBLIC:
        lock(home)
    site = Site(root_page=home, site_name=fixture["name"], is_default_site=fixture["audience"] == PUBLIC)
    write_address(site, fixture["audience"])

    def find(kind: str, where: str) -> int:
        if kind == "article":
            return ArticlePage.objects.get(slug=where, locale=Locale.get_default()).pk
        return made[where].pk

    for entry in fixture["pages"]:
        _fill(made[entry["path"]], entry, find)
    return len(made)


def _parent_path(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[0] + "/"


def _make_page(fixture: dict[str, Any], entry: dict[str, Any], parent: Page) -> ContentPage:
    page = PAGE_TYPES[entry["type"]](
        title=entry["title"],
        slug=fixture["slug"] if entry["path"] == "/" else entry["path"].rstrip("/").rsplit("/", 1)[1],
        summary=entry["summary"],
        audience=fixture["audience"] if entry["path"] == "/" else entry.get("audience", ""),
        organisations=entry.get("organisations", []),
        show_in_menus=entry.get("menu", False),
        locale=Locale.get_default(),
        live=False,
    )
    for name in ("journey_slug", "start_label", "phone", "opening_hours", "lgsl"):
        if name in entry:
            setattr(page, name, entry[name])
    # Fresh from the database: treebeard counts children on the instance it is given.
    Page.objects.get(pk=parent.pk).add_child(instance=page)
    return page


def _fill(page: ContentPage, entry: dict[str, Any], find: bodies.Find) -> None:
    """Write the body, whose links need all pages to exist, and publish."""
    page = page.specific_class.objects.get(pk=page.pk)
    page.content_owner = User.objects.filter(email="editor@marlshire.example").first()
    page.body = bodies.stream(entry["body"], find)
    if "top_tasks" in entry:
        page.top_tasks = bodies.stream([{"task": task} for task in entry["top_tasks"]], find)
    # Publishing cleans it.
    page.save_revision(clean=False).publish()
