"""The editor's seams in Wagtail."""

from collections.abc import Iterable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, URLResolver
from wagtail import hooks
from wagtail.admin import messages
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.routing.menu import RoutingMenuItem, routing_menu
from forms_engine.editor.urls import urlpatterns
from forms_engine.editor.views.screen import list_url
from forms_engine.editor.viewsets import JourneyGroup

register_snippet(JourneyGroup)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern | URLResolver]:
    """The editor's own screens, under /admin/."""
    return urlpatterns


@hooks.register("register_admin_menu_item")
def register_routing_menu() -> RoutingMenuItem:
    """Who hears of requests: for administrators."""
    return routing_menu()


@hooks.register("before_delete_snippet")
def keep_what_was_published(request: HttpRequest, wanted: Iterable[Model]) -> HttpResponse | None:
    """Deleting is for what was never published: a published journey's draft holds its history. Wagtail asks here before
    it deletes one or, at an address that our lists do not show, many."""
    if not any(isinstance(one, JourneyDraft) and one.journey_id for one in wanted):
        return None
    messages.error(request, "A journey that has been published is not deleted. Unpublish it instead.")
    return redirect(list_url())


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """What a journey's history says happened, besides what Wagtail knows."""
    for action, label, message in (
        ("guildhall.roll_back", "Roll back", "Rolled back to an earlier version"),
        ("guildhall.withdraw", "Withdraw", "Withdrew a version"),
        ("guildhall.pause", "Pause", "Paused"),
        ("guildhall.resume", "Resume", "Resumed"),
        ("guildhall.find_and_replace", "Find and replace", "Changed by find and replace"),
    ):
        actions.register_action(action, label, message)
