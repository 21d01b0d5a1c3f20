"""The screens of replies and outcomes, under Settings. Neither is deleted: what officers may not use any more is taken off
their list, and what was said with it stays."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from forms_engine.catalogue.admin import KeptByAdministrators
from forms_engine.requests.models import Outcome, ReplyTemplate
from forms_engine.requests.reply_admin.forms import OutcomeForm, ReplyForm

register_permission_policy(ReplyTemplate, KeptByAdministrators(ReplyTemplate), exact_class=True)
register_permission_policy(Outcome, KeptByAdministrators(Outcome), exact_class=True)


class _Index(IndexView):
    """With the services' names, in one query."""

    def get_base_queryset(self) -> QuerySet[Any]:
        found: QuerySet[Any] = super().get_base_queryset().select_related("service")
        return found


class _Kept(ModelViewSet):
    """What both have in common."""

    icon = "mail"
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = _Index


class ReplyViewSet(_Kept):
    """The replies."""

    model = ReplyTemplate
    name = url_prefix = "replies"
    menu_label = _("Replies")
    list_display = [
        "name",
        Column("service", label=_("Service"), accessor=lambda row: row.service or _("Every service")),
        BooleanColumn("asks", label=_("Asks")),
        BooleanColumn("is_live", label=_("In use")),
    ]
    ordering = ["name"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return ReplyForm


class OutcomeViewSet(_Kept):
    """The outcomes."""

    model = Outcome
    name = url_prefix = "outcomes"
    menu_label = _("Outcomes")
    list_display = [
        "name",
        "service",
        Column("ends", label=_("How it ends"), accessor="get_ends_display"),
        BooleanColumn("is_live", label=_("In use")),
    ]
    ordering = ["service__name", "position", "name"]
    search_fields = ["name"]

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return OutcomeForm


class RepliesViewSetGroup(ViewSetGroup):
    """Under Settings."""

    menu_label = _("Replies and outcomes")
    menu_icon = "mail"
    add_to_settings_menu = True
    items = (ReplyViewSet(), OutcomeViewSet())
