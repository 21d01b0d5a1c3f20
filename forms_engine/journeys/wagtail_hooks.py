"""The seams of journeys in Wagtail."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.staff.administrators import AdministratorsItem
from forms_engine.journeys.lookup_admin import LookupSourceViewSet
from forms_engine.journeys.open311 import admin as open311


@hooks.register("register_admin_viewset")
def register_look_ups() -> LookupSourceViewSet:
    """Look-ups, under Settings."""
    return LookupSourceViewSet()


@hooks.register("register_admin_urls")
def register_open311_urls() -> list[URLPattern]:
    """Open311, under Settings."""
    return [
        path("open311/", open311.open311, name="open311_admin"),
        path("open311/keys/<int:key_id>/revoke/", open311.revoke, name="open311_revoke_key"),
        path("open311/journeys/<slug:slug>/", open311.change_offer, name="open311_change_offer"),
    ]


@hooks.register("register_settings_menu_item")
def register_open311_menu_item() -> MenuItem:
    """Open311, for administrators."""
    return AdministratorsItem(_("Open311"), reverse("open311_admin"), icon_name="globe", order=960)
