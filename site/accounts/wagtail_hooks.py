"""Our seams in Wagtail: administrators' pages about how people come in."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.log_actions import LogActionRegistry

from accounts.http import HostRequest
from accounts.models import User
from accounts.reauthentication import ask_again, recently_proved
from accounts.staff import wagtail_views as views
from accounts.staff.administrators import AdministratorsItem


@hooks.register("register_admin_urls")
def sign_in_addresses() -> list[URLPattern]:
    """Below /admin/, behind its door."""
    uses, factors = views.BreakGlassUsesView, views.SecondFactorsView
    return [
        path("reports/break-glass/", uses.as_view(), name="break_glass_uses"),
        path(
            "reports/break-glass/results/", uses.as_view(results_only=True), name="break_glass_uses_results"
        ),
        path("reports/second-factors/", factors.as_view(), name="second_factors"),
        path(
            "reports/second-factors/results/",
            factors.as_view(results_only=True),
            name="second_factors_results",
        ),
        path("reports/second-factors/<int:pk>/reset/", views.reset_second_factor, name="reset_second_factor"),
    ]


@hooks.register("before_bulk_action")
def show_again_who_you_are(
    request: HostRequest, action_type: str, objects: Iterable[Any], action: Any
) -> HttpResponse | None:
    """Opening many accounts at once, or giving them a group, asks what the form of one does."""
    if any(isinstance(one, User) for one in objects) and not recently_proved(request):
        return ask_again(request)
    return None


@hooks.register("register_reports_menu_item")
def break_glass_item() -> MenuItem:
    """Reports > Break-glass accounts."""
    return AdministratorsItem(
        _("Break-glass accounts"), reverse("break_glass_uses"), icon_name="warning", order=1100
    )


@hooks.register("register_reports_menu_item")
def second_factors_item() -> MenuItem:
    """Reports > Second factors."""
    return AdministratorsItem(_("Second factors"), reverse("second_factors"), icon_name="key", order=1110)


@hooks.register("register_log_actions")
def reset_action(actions: LogActionRegistry) -> None:
    """What the site history calls a reset."""
    actions.register_action(
        views.RESET, _("Reset second factor"), _("The second factors were reset and all sessions ended")
    )
