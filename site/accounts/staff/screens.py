"""What the admin's own screens share, those for administrators above all."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from accounts.staff.administrators import is_administrator


class StaffScreen(WagtailAdminTemplateMixin, View):
    """A page in Wagtail's frame, for those that ``may_enter`` lets in."""

    header_icon = "cog"

    def may_enter(self) -> bool:
        """Whether it is for whoever asks: nobody, unless a screen says who."""
        return False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those it is for."""
        if not self.may_enter():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @property
    def user(self) -> User:
        """Who is asking."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def crumbs(self) -> list[dict[str, str]]:
        """What stands between the admin's front page and this one."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [*self.breadcrumbs_items, *self.crumbs(), {"url": "", "label": self.get_page_title()}]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """This page."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer


class AdministratorScreen(StaffScreen):
    """A page for administrators alone."""

    def may_enter(self) -> bool:
        """Administrators."""
        return is_administrator(self.request.user)
