"""What our screens in the admin share: Wagtail's frame, who may see them, and a table as a file."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.functional import Promise
from django.views import View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page
from wagtail.permissions import policy_registry

from accounts.models import User
from content.spreadsheet import csv_file


def works_on_pages(user: Any) -> bool:
    """Whether this person may change or publish some page."""
    return bool(policy_registry.get_by_type(Page).user_has_any_permission(user, {"change", "publish"}))


class Screen(WagtailAdminTemplateMixin, View):
    """A page in the admin, for those who may change or publish some page."""

    page_title: str | Promise = ""
    header_icon = "help"
    parents: ClassVar[list[dict[str, Any]]] = []

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who may."""
        if not works_on_pages(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @property
    def user(self) -> User:
        """Who is asking."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """This page."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer

    def is_sure(self) -> bool:
        """Whether the person has been asked, and meant it."""
        return bool(self.request.POST.get("sure"))

    def ask(self, question: str, *, then: str, yes: str, back: str) -> HttpResponse:
        """Ask once before what cannot be taken back: ``then`` says what it does, ``yes`` is the button, ``back`` the way out.
        The button sends what was sent, and that it is meant."""
        self.page_title = question
        sent = [
            (name, value)
            for name, values in self.request.POST.lists()
            for value in values
            if name not in {"csrfmiddlewaretoken", "sure"}
        ]
        asked: HttpResponse = self.response_class(
            self.request,
            "content/admin/governance/sure.html",
            self.get_context_data(then=then, yes=yes, back=back, sent=sent),
        )
        return asked

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [
            *self.breadcrumbs_items,
            *self.parents,
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]


class Report(Screen):
    """A screen that is one table; ``?export=csv`` gives it as a file."""

    file_name = ""
    head: ClassVar[list[str]] = []

    def lines(self) -> list[Any]:
        """What the table shows, a line each."""
        raise NotImplementedError

    def cells(self, line: Any) -> Iterable[Any]:
        """A line as the file has it, in the order of ``head``."""
        raise NotImplementedError

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """The table, as a page or as a file."""
        lines = self.lines()
        if request.GET.get("export") == "csv":
            return csv_file(self.file_name, self.head, (self.cells(line) for line in lines))
        return self.show(lines=lines)


class ScreenItem(MenuItem):
    """The way to such a screen in a menu, for those who may see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether the person asking is one of them."""
        return works_on_pages(request.user)
