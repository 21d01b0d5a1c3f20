"""Reading tokens in the admin."""

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from accounts.staff.administrators import AdministratorsItem
from audiences.tokens import admin


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Under Settings."""
    return [
        path("reading-tokens/", admin.all_tokens, name="all_reading_tokens"),
        path("reading-tokens/<int:token_id>/revoke/", admin.revoke_any_token, name="revoke_reading_token"),
    ]


@hooks.register("register_settings_menu_item")
def register_menu_item() -> MenuItem:
    """Under Settings, for administrators."""
    return AdministratorsItem(_("Reading tokens"), reverse("all_reading_tokens"), icon_name="key", order=950)
