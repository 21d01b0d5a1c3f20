"""Councillors in Wagtail's admin, for administrators: who is in office, and for which wards."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from accounts.models import RoleGrant, User
from accounts.roles import Role
from forms_engine.catalogue.admin import KeptByAdministrators
from forms_engine.locations.models import Area
from forms_engine.requests.models import Councillor


class CouncillorForm(WagtailAdminModelForm):
    """A person with the councillor's role, and their wards."""

    user = forms.ModelChoiceField(
        queryset=User.objects.none(),
        label=_("Who"),
        help_text=_("People who hold the role “Councillor”. Give them the role first."),
    )
    wards = forms.ModelMultipleChoiceField(
        queryset=Area.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Councillor
        fields = ["user", "wards", "is_live"]
        labels = {"is_live": _("In office")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        user, wards = self.fields["user"], self.fields["wards"]
        assert isinstance(user, forms.ModelChoiceField) and isinstance(wards, forms.ModelMultipleChoiceField)
        user.queryset = _people()
        wards.queryset = Area.objects.filter(kind=Area.Kind.WARD, retired_at=None).order_by("name")


def _people() -> QuerySet[User]:
    holders = RoleGrant.objects.filter(role=Role.COUNCILLOR).values("user")
    return User.objects.filter(pk__in=holders, is_staff=True, is_active=True).order_by("name")


class CouncillorViewSet(ModelViewSet):
    """Who is in office."""

    model = Councillor
    name = url_prefix = "councillors"
    icon = "group"
    menu_label = _("Councillors")
    list_display = ["user", "is_live"]
    ordering = ["user__name"]
    add_to_settings_menu = True
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return CouncillorForm


register_permission_policy(Councillor, KeptByAdministrators(Councillor), exact_class=True)
