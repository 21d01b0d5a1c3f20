"""Teams in Wagtail's admin, for administrators: who is in one, who leads it, what work comes to it."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts.staff.administrators import is_administrator
from forms_engine.catalogue.models import Queue, Team
from forms_engine.catalogue.outside import organisation_choices, organisation_name
from forms_engine.catalogue.selectors import staff_to_choose


class TeamForm(WagtailAdminModelForm):
    """A team's name, its members among council staff whose account is open, and its lead among them."""

    members = forms.ModelMultipleChoiceField(
        queryset=get_user_model().objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Council staff. People whose account is closed are not offered, and drop out when you save."
        ),
    )
    lead = forms.ModelChoiceField(queryset=get_user_model().objects.none(), required=False)
    organisation = forms.ChoiceField(
        required=False,
        label=_("Organisation outside the council"),
        help_text=_(
            "Whose people do the work of this team, on the partner site. They see what is in its queues: requests of open "
            "services, and those of team-only services that are this team's own. Restricted services never show them anything."
        ),
    )

    class Meta:
        model = Team
        fields = ["name", "slug", "organisation", "members", "lead"]
        labels = {"slug": _("Short name")}
        help_texts = {
            "slug": _(
                "Small letters, digits and hyphens, like waste-team. Routes and back offices know the team by it, so "
                "it cannot be changed later."
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("members", "lead"):
            self.fields[name].queryset = staff_to_choose()
        self.fields["organisation"].choices = _organisations(self.instance.organisation)
        if self.instance.pk:
            self.fields["slug"].disabled = True

    def clean(self) -> dict[str, Any]:
        """A lead who is no member would lead people whose work they cannot see.

        Raises:
            ValidationError: about the lead.
        """
        cleaned = super().clean() or self.cleaned_data
        lead = cleaned.get("lead")
        if lead is not None and lead not in cleaned.get("members", ()):
            raise ValidationError({"lead": _("The lead has to be a member of the team.")})
        return cleaned


def _organisations(chosen: str) -> list[tuple[str, Any]]:
    """None, and the open organisations by name; the one that is chosen stays, although it was closed since."""
    offered = organisation_choices()
    if chosen and chosen not in dict(offered):
        offered.append((chosen, organisation_name(chosen)))
    return [("", _("None: it is a team of the council’s")), *offered]


class TeamIndexView(IndexView):
    """With how many people are in each, and which services are theirs."""

    def get_base_queryset(self) -> QuerySet[Team]:
        """Only people whose account is open are counted."""
        found: QuerySet[Team] = super().get_base_queryset()
        people = Count("members", filter=Q(members__is_active=True), distinct=True)
        return found.select_related("lead").prefetch_related("services__locale").annotate(people=people)


def _whose(team: Team) -> str:
    return organisation_name(team.organisation)


def _services(team: Team) -> str:
    return ", ".join(sorted(each.name for each in team.services.all() if each.locale.language_code == "en"))


class TeamViewSet(ModelViewSet):
    """Under Settings."""

    model = Team
    name = "teams"
    url_prefix = "teams"
    icon = "group"
    menu_label = _("Teams")
    add_to_settings_menu = True
    index_view_class = TeamIndexView
    list_display = [
        "name",
        Column("people", label=_("People")),
        "lead",
        Column("organisation", label=_("Organisation"), accessor=_whose),
        Column("services", label=_("Services"), accessor=_services),
    ]
    search_fields = ["name"]
    ordering = ["name"]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new team and for one there is."""
        return TeamForm


class QueueForm(WagtailAdminModelForm):
    """A queue's name, and the team whose officers work through it."""

    class Meta:
        model = Queue
        fields = ["name", "slug", "team"]
        labels = {"slug": "Short name"}
        help_texts = {
            "slug": "Small letters, digits and hyphens. Rules know the queue by it, so it cannot be changed later."
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Team.objects.order_by("name")
        if self.instance.pk:
            self.fields["slug"].disabled = True


class KeptByAdministrators(ModelPermissionPolicy):
    """For administrators, who add and change. Nothing is deleted: rules, destinations and requests name it."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Whether this person may."""
        return action != "delete" and is_administrator(user)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        """Whether this person may any of these."""
        return any(self.user_has_permission(user, action) for action in actions)


register_permission_policy(Queue, KeptByAdministrators(Queue), exact_class=True)


class QueueViewSet(ModelViewSet):
    """Under Settings."""

    model = Queue
    name = "queues"
    url_prefix = "queues"
    icon = "list-ul"
    menu_label = "Queues"
    add_to_settings_menu = True
    list_display = ["name", "team"]
    search_fields = ["name"]
    ordering = ["name"]
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new queue and for one there is."""
        return QueueForm
