"""Addresses of the Wagtail admin that are ours. ``config`` mounts them before Wagtail's, at ``admin/``.

There is one way in, our sign-in. Wagtail's own sign-in, password reset and change of name would be further doors to
the same accounts. And there is one answer to who may read a page or a file, its audience keys: what Wagtail's privacy
dialogs record, our selectors do not know.
"""

from typing import Any

from django.contrib.messages import get_messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, re_path, reverse
from wagtail.admin.auth import require_admin_access
from wagtail.admin.views.account import AccountView, NameEmailSettingsPanel

from accounts.wagtail_api_tokens import tokens


class PreferencesView(AccountView):
    """How the admin looks and what it tells an editor by mail; who they are is kept elsewhere."""

    def get_panels(self) -> list[Any]:
        """Wagtail's panels but the one for first name, last name and email address."""
        return [panel for panel in super().get_panels() if not isinstance(panel, NameEmailSettingsPanel)]


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    if request.user.is_authenticated and not request.user.has_perm("wagtailadmin.access_admin"):
        # Wagtail leaves a message for its own sign-in page, which would come up on some later page of ours.
        list(get_messages(request))
        raise PermissionDenied
    query = request.META["QUERY_STRING"]
    return redirect(reverse("sign_in") + (f"?{query}" if query else ""))


def _nothing_here(request: HttpRequest, **kwargs: int) -> HttpResponse:
    raise Http404


urlpatterns = [
    path("api-tokens/new/", require_admin_access(tokens.add_view)),
    path("account/", require_admin_access(PreferencesView.as_view()), name="preferences"),
    path("login/", _to_sign_in),
    re_path(r"^password_reset/", _nothing_here),
    path("pages/<int:page_id>/privacy/", _nothing_here),
    path("collections/<int:collection_id>/privacy/", _nothing_here),
]
