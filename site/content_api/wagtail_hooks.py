"""Webhooks and preview links in the admin, and what programs may do to pages."""

from collections.abc import Iterator
from typing import Any

from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.widgets.button import Button

from accounts.staff.administrators import AdministratorsItem
from content.models import ContentPage
from content_api.editors.actions import register_actions
from content_api.previews.admin import preview_link
from content_api.webhooks import admin

hooks.register("register_actions", register_actions)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Under Settings, and beside a page."""
    one = "content-webhooks/<int:subscription_id>/"
    return [
        path("content-webhooks/", admin.subscriptions, name="content_subscriptions"),
        path(one, admin.subscription, name="content_subscription"),
        path(f"{one}change/", admin.change_subscription, name="change_content_subscription"),
        path(f"{one}resend/<uuid:delivery_id>/", admin.resend_delivery, name="resend_content_delivery"),
        path("preview-links/<int:page_id>/", preview_link, name="preview_link"),
    ]


@hooks.register("register_settings_menu_item")
def register_menu_item() -> MenuItem:
    """Under Settings, for administrators."""
    return AdministratorsItem(
        _("Content webhooks"), reverse("content_subscriptions"), icon_name="globe", order=951
    )


@hooks.register("register_page_header_buttons")
def register_preview_button(
    page: Any, user: Any, view_name: str, next_url: str | None = None
) -> Iterator[Button]:
    """In the menu beside a page's title, for who may edit it."""
    if isinstance(page.specific, ContentPage) and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Preview link"), url=reverse("preview_link", args=[page.pk]), icon_name="view", priority=60
        )
