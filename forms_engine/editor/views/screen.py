"""What the lifecycle's screens share: Wagtail's frame, a permission, and the way back to the journey."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.views import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from forms_engine.editor import access
from forms_engine.editor.models import JourneyDraft


class LifecycleScreen(WagtailAdminTemplateMixin, View):
    """A page in the admin, for those with ``permission``."""

    permission: ClassVar[access.Action] = "change"
    header_icon = "clipboard-list"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer those who may."""
        access.require(request, self.permission)
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @property
    def user(self) -> User:
        """Who is asking."""
        assert isinstance(self.request.user, User)
        return self.request.user

    def crumbs(self) -> list[dict[str, str]]:
        """What stands between the list and this page."""
        return []

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [
            *self.breadcrumbs_items,
            {"url": list_url(), "label": "Journeys"},
            *self.crumbs(),
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """This page."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer


class DraftScreen(LifecycleScreen):
    """A page about one journey, in English or as one of its translations."""

    draft: JourneyDraft

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the draft for those who may."""
        self.draft = access.editable_draft(request, kwargs["draft_id"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self) -> str:
        """The journey's name."""
        return str(self.draft)

    def crumbs(self) -> list[dict[str, str]]:
        """The journey's own page."""
        return [{"url": edit_url(self.draft), "label": str(self.draft)}]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The draft, and whether whoever asks may publish."""
        context: dict[str, Any] = super().get_context_data(
            draft=self.draft, may_publish=access.may(self.request, "publish"), **kwargs
        )
        return context


def list_url() -> str:
    """The list of journeys."""
    return reverse(JourneyDraft.snippet_viewset.get_url_name("list"))


def edit_url(draft: JourneyDraft) -> str:
    """A journey's page in the admin."""
    return reverse(JourneyDraft.snippet_viewset.get_url_name("edit"), args=[draft.pk])
