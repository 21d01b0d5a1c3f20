"""The ways to the screens of content governance in the admin: addresses, menus, and the menu of a page."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets import Button

from content.admin_screens import ScreenItem, works_on_pages
from content.explorer import ExplorerViewSet
from content.links_checked import urls as links_checked
from content.missing_addresses import urls as missing_addresses
from content.models import ContentPage
from content.moving_in import urls as moving_in
from content.moving_in.admin_views import MovingInItem
from content.moving_in.making import ACTION as MOVED_IN
from content.moving_in.making import MovedIn
from content.notes import urls as notes
from content.releases import urls as releases
from content.retiring import urls as retiring
from content.reviews import services as reviewing
from content.reviews import urls as reviews
from content.reviews.admin_views import OverduePanel, PageLookedOver
from content.shared_drafts import urls as shared_drafts

URLS = [
    *releases.urlpatterns,
    *reviews.urlpatterns,
    *shared_drafts.urlpatterns,
    *links_checked.urlpatterns,
    *missing_addresses.urlpatterns,
    *notes.urlpatterns,
    *retiring.urlpatterns,
    *moving_in.urlpatterns,
]


@hooks.register("register_admin_urls")
def governance_urls() -> list[Any]:
    """Our screens, under /admin/."""
    return URLS


@hooks.register("register_admin_menu_item")
def releases_item() -> MenuItem:
    """Releases are worked on, so they stand in the main menu."""
    return ScreenItem("Releases", reverse("releases"), name="releases", icon_name="calendar-alt", order=310)


@hooks.register("register_admin_menu_item")
def shared_drafts_item() -> MenuItem:
    """Links by which others read drafts: whoever made one ends it here."""
    return ScreenItem(
        "Shared drafts", reverse("shared_draft_links"), name="shared_drafts", icon_name="link", order=320
    )


@hooks.register("register_admin_menu_item")
def moving_in_item() -> MenuItem:
    """For who publishes: an old site that moves in."""
    return MovingInItem("Moving in", reverse("moving_in"), name="moving_in", icon_name="download", order=330)


@hooks.register("register_reports_menu_item")
def old_addresses_item() -> MenuItem:
    """Which old addresses are still asked for, among the reports."""
    return MovingInItem(
        "Old addresses", reverse("old_addresses"), name="old_addresses", icon_name="redirect", order=1030
    )


def _report(label: str, url_name: str, icon: str, order: int) -> None:
    @hooks.register("register_reports_menu_item")
    def item() -> MenuItem:
        return ScreenItem(label, reverse(url_name), name=url_name, icon_name=icon, order=order)


_report("Pages to look over", "pages_to_look_over", "calendar-check", 1000)
_report("Broken links", "broken_links", "link", 1010)
_report("Addresses still asked for", "addresses_still_asked_for", "redirect", 1020)


@hooks.register("construct_homepage_panels")
def overdue_on_the_home(request: HttpRequest, panels: list[Any]) -> None:
    """How many pages are overdue, for those who may change some page."""
    if works_on_pages(request.user):
        panels.append(OverduePanel())


@hooks.register("register_log_actions")
def register_looking_over(actions: Any) -> None:
    """Who looked a page over, and from where it moved in, in its history."""
    actions.register_action(reviewing.ACTION)(PageLookedOver)
    actions.register_action(MOVED_IN)(MovedIn)


@hooks.register("register_admin_viewset", order=100)
def explorer() -> ExplorerViewSet:
    """In place of Wagtail's own, which is registered before."""
    return ExplorerViewSet()


def of_page(page: Any, user: Any) -> Iterator[Button]:
    """What else can be done with a page, for those who may change it."""
    if not isinstance(page.specific_deferred, ContentPage) or not page.permissions_for_user(user).can_edit():
        return
    acts = [
        ("Share the draft", "share_page", "link"),
        ("Put into a release", "put_into_release", "calendar-alt"),
        ("I have looked at it", "page_looked_over", "calendar-check"),
        ("Notes", "page_notes", "comment"),
    ]
    if page.live and page.permissions_for_user(user).can_unpublish():
        acts.append(("Retire", "retire_page", "download"))
    for place, (label, url_name, icon) in enumerate(acts):
        yield Button(label, reverse(url_name, args=[page.pk]), icon_name=icon, priority=60 + place)


@hooks.register("register_page_header_buttons")
def in_the_header(page: Any, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
    """In the menu at the top of the edit form and of the explorer."""
    yield from of_page(page, user)
