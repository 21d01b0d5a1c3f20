"""Retention rules in Wagtail's admin, for administrators."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from forms_engine.catalogue.admin import KeptByAdministrators
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Outcome, RetentionRule


class _OutcomeField(forms.ModelChoiceField):
    """Outcomes have the same names in several services."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.service}: {obj.name}"


class RetentionRuleForm(WagtailAdminModelForm):
    """How long, of what, and why."""

    outcome = _OutcomeField(
        queryset=Outcome.objects.select_related("service").order_by("service__name", "name"),
        required=False,
        help_text=_("Only what ended with this outcome of the service."),
    )

    class Meta:
        model = RetentionRule
        fields = ["service", "outcome", "months", "because"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Service.objects.filter(locale__language_code="en").order_by("name")
        self.fields["months"].widget.attrs["min"] = 1

    def clean(self) -> dict[str, Any]:
        """An outcome is one of the service's, and a rule keeps for a month at least."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        outcome, service = said.get("outcome"), said.get("service")
        if outcome is not None and outcome.service_id != (service.pk if service else None):
            self.add_error("outcome", _("Choose an outcome of this service, or none."))
        if said.get("months") == 0:
            self.add_error("months", _("Keep them for a month at least."))
        return said


class RetentionRuleViewSet(ModelViewSet):
    """Under Settings."""

    model = RetentionRule
    name = url_prefix = "retention"
    icon = "history"
    menu_label = _("How long requests are kept")
    list_display = ["service", "outcome", "months", "because"]
    ordering = ["service__name"]
    add_to_settings_menu = True
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return RetentionRuleForm


register_permission_policy(RetentionRule, KeptByAdministrators(RetentionRule), exact_class=True)
