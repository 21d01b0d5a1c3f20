"""The list of question sets, adding one, and where each is used."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views import View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from accounts.models import User
from forms_engine.editor import access
from forms_engine.editor.forms import NewSetForm
from forms_engine.editor.models import QuestionSet
from forms_engine.editor.question_sets import create_question_set, usage_of, uses
from forms_engine.editor.services import DraftRefused
from forms_engine.editor.texts import SOURCE_LANGUAGE
from forms_engine.editor.views.plain_index import PlainIndexView


class SetIndexView(PlainIndexView):
    """Question sets by title, with how many journeys use each."""

    page_title = "Question sets"
    search_fields = ["title", "key"]
    search_backend_name = None
    default_ordering = "title"

    def get_base_queryset(self) -> QuerySet[QuestionSet]:
        """The sets in English."""
        return QuestionSet.objects.filter(locale__language_code=SOURCE_LANGUAGE).defer("blocks")

    @cached_property
    def uses(self) -> dict[str, int]:
        """How many journeys use each set, by key."""
        return uses()

    @cached_property
    def list_display(self) -> list[str | Column]:
        """The title, and what is said of it."""
        return [
            "title",
            Column("key", label="Key", sort_key="key"),
            Column("uses", label="Used by", accessor=lambda one: _journeys(self.uses.get(one.key, 0))),
            DateColumn("changed_at", label="Changed", sort_key="changed_at"),
        ]


class SetScreen(WagtailAdminTemplateMixin, View):
    """A page in the admin about question sets."""

    header_icon = "list-ul"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """The way here."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse(QuestionSet.snippet_viewset.get_url_name("list")), "label": "Question sets"},
            {"url": "", "label": self.get_page_title()},
        ]

    def show(self, status: int = 200, **context: Any) -> HttpResponse:
        """This page."""
        answer: HttpResponse = self.render_to_response(self.get_context_data(**context), status=status)
        return answer


class AddSetView(SetScreen):
    """A new question set, from its name."""

    page_title = "New question set"
    template_name = "editor/form.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Ask for the name."""
        access.require(request, "add", QuestionSet)
        return self.show(form=NewSetForm(), button="Create")

    def post(self, request: HttpRequest) -> HttpResponse:
        """Make it."""
        access.require(request, "add", QuestionSet)
        form = NewSetForm(request.POST)
        if not form.is_valid():
            return self.show(status=422, form=form, button="Create")
        given = form.cleaned_data
        assert isinstance(request.user, User)
        try:
            made = create_question_set(given["key"], given["title"], [], user=request.user)
        except DraftRefused as refused:
            form.add_error("key", str(refused))
            return self.show(status=422, form=form, button="Create")
        messages.success(request, f"“{made}” is made. Add its questions.")
        return redirect(QuestionSet.snippet_viewset.get_url_name("edit"), made.pk)


class SetUsageView(SetScreen):
    """Which journeys use a set, and whether people see it there as it is now."""

    page_title = "Used by"
    template_name = "editor/usage.html"

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        """The list."""
        question_set = access.editable_set(request, int(pk))
        return self.show(question_set=question_set, usage=usage_of(question_set))


def _journeys(count: int) -> str:
    return f"{count} journey{'' if count == 1 else 's'}"
