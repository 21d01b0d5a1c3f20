"""Our seams in Wagtail: screens and reports, and what keeps an article where a live journey shows it."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem
from wagtail.models import Page
from wagtail.permissions import policy_registry

from knowledge.admin_urls import urlpatterns
from knowledge.keeping import why_not_delete, why_not_unpublish


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """The knowledge base's own screens, under /admin/."""
    return [*urlpatterns]


class ReportItem(MenuItem):
    """A report, for those who may change or publish some page."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person asking is one of them."""
        policy = policy_registry.get_by_type(Page)
        return bool(policy.user_has_any_permission(request.user, {"change", "publish"}))


def _report(label: Any, url_name: str, icon: str, order: int) -> None:
    @hooks.register("register_reports_menu_item")
    def item() -> MenuItem:
        return ReportItem(label, reverse(url_name), name=url_name, icon_name=icon, order=order)


_report(_("Unhelpful articles"), "knowledge_unhelpful", "help", 1100)
_report(_("Questions without answers"), "knowledge_questions", "comment", 1110)
_report(_("Articles to review"), "knowledge_reviews", "calendar-check", 1120)
_report(_("Mandatory reading"), "knowledge_readings", "check", 1130)


@hooks.register("before_unpublish_page")
def keep_what_a_journey_shows(request: HttpRequest, page: Page) -> HttpResponse | None:
    """An article that a live journey shows is not unpublished: people would miss it in the middle of the journey."""
    with_those_below = bool(request.POST.get("include_descendants"))
    return _refusal(request, page, why_not_unpublish(page, with_those_below=with_those_below))


@hooks.register("before_delete_page")
def keep_what_is_needed(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Nor is it deleted; nor is one that people have confirmed they read: their receipts say so for ever."""
    return _refusal(request, page, why_not_delete(page))


@hooks.register("before_bulk_action")
def keep_many(
    request: HttpRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """The same for many at once."""
    below = bool(request.POST.get("include_descendants"))
    for page in (one for one in objects if isinstance(one, Page)):
        reason = ""
        if action_type == "delete":
            reason = why_not_delete(page)
        elif action_type == "unpublish":
            reason = why_not_unpublish(page, with_those_below=below)
        if reason:
            return _refusal(request, page, reason)
    return None


def _refusal(request: HttpRequest, page: Page, reason: str) -> HttpResponse | None:
    if not reason:
        return None
    messages.error(request, reason)
    return redirect("wagtailadmin_pages:edit", page.pk)
