"""The screens of wordings, under Settings. None is deleted: what is not in use is not sent."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from forms_engine.catalogue.admin import KeptByAdministrators
from forms_engine.notices import wordings
from forms_engine.notices.events import EVENTS
from forms_engine.notices.models import Wording
from forms_engine.notices.wording_admin.forms import WordingForm
from forms_engine.notices.wording_admin.previewing import preview_of

register_permission_policy(Wording, KeptByAdministrators(Wording), exact_class=True)

TEMPLATE = "wording_admin/form.html"


class WordingIndexView(IndexView):
    """With the services' names, in one query."""

    def get_base_queryset(self) -> QuerySet[Wording]:
        """All of them."""
        found: QuerySet[Wording] = super().get_base_queryset().select_related("service")
        return found


class WordingCreateView(CreateView):
    """A new one; looked at first, where that button was pressed."""

    def form_valid(self, form: WordingForm) -> HttpResponse:
        """Show how it reads, or keep it."""
        if "preview" in self.request.POST:
            return shown(self, form)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what each event knows."""
        return {**super().get_context_data(**kwargs), "events": EVENTS.values()}


class WordingEditView(EditView):
    """One there is; looked at first, where that button was pressed."""

    def form_valid(self, form: WordingForm) -> HttpResponse:
        """Show how it reads, or keep it."""
        if "preview" in self.request.POST:
            return shown(self, form)
        answer: HttpResponse = super().form_valid(form)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With what each event knows."""
        return {**super().get_context_data(**kwargs), "events": EVENTS.values()}


def shown(view: CreateView | EditView, form: WordingForm) -> HttpResponse:
    """The form again, with how it reads above it; nothing is kept."""
    answer: HttpResponse = view.render_to_response(
        view.get_context_data(form=form, preview=preview_of(form.cleaned_data), has_unsaved_changes=True)
    )
    return answer


class WordingViewSet(ModelViewSet):
    """Under Settings."""

    model = Wording
    name = url_prefix = "wordings"
    icon = "mail"
    menu_label = "Messages to residents"
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = WordingIndexView
    add_view_class = WordingCreateView
    edit_view_class = WordingEditView
    create_template_name = edit_template_name = TEMPLATE
    list_display = [
        "__str__",
        Column("service", label="Service", accessor=lambda one: one.service or "Every service"),
        Column("channel", label="Channel", accessor="get_channel_display"),
        Column("language", label="Language"),
        BooleanColumn("is_live", label="In use"),
        BooleanColumn("in_order", label="Can be sent", accessor=lambda one: is_in_order(one)),
    ]
    ordering = ["subject", "channel", "language", "id"]
    search_fields = ["heading", "body"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return WordingForm


def is_in_order(one: Wording) -> bool:
    """Whether it could be sent as it is."""
    return not wordings.problems(one.subject, one.channel, one.heading, one.body)
