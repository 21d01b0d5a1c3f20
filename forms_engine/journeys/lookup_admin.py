"""Look-ups in Wagtail's admin, for administrators: which system is asked, with which settings and limits."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet

from forms_engine.catalogue.admin import KeptByAdministrators
from forms_engine.journeys.lookups.interface import build, kinds
from forms_engine.journeys.models import LookupSource


class LookupSourceForm(WagtailAdminModelForm):
    """A look-up; its settings are held against its kind before they are kept."""

    kind = forms.ChoiceField(label="What is asked")

    class Meta:
        model = LookupSource
        fields = ["name", "slug", "kind", "settings", "is_on", "patience_seconds", "cache_seconds"]
        labels = {"slug": "Short name", "is_on": "Switched on"}
        help_texts = {
            "slug": "Small letters, digits and hyphens. Journeys know it by this, so it cannot be changed later.",
            "settings": "JSON. For another system by HTTP: url, inputs, outputs, secret, found_when "
            "(docs/look-ups.md). No secret belongs in here: name one of the operator's.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(kind.name, kind.label) for kind in kinds().values()]
        now = self.instance.kind
        if now and now not in dict(known):
            known.append((now, f"{now} (not there any more)"))
        self.fields["kind"].choices = known
        if self.instance.pk:
            self.fields["slug"].disabled = True

    def clean(self) -> dict[str, Any]:
        """The settings are what the kind takes, and the operator allows the address.

        Raises:
            ValidationError: about each setting that will not do.
        """
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind, settings = cleaned.get("kind"), cleaned.get("settings")
        if kind:
            try:
                build(kind, settings or {})
            except ValidationError as refused:
                raise ValidationError(refused.message_dict) from refused
        return cleaned


class LookupSourceViewSet(ModelViewSet):
    """Under Settings."""

    model = LookupSource
    name = "look_ups"
    url_prefix = "look-ups"
    icon = "search"
    menu_label = "Look-ups"
    add_to_settings_menu = True
    list_display = ["name", "slug", "kind", "is_on", "failing_since"]
    search_fields = ["name", "slug"]
    ordering = ["name"]
    copy_view_enabled = False
    permission_policy = KeptByAdministrators(LookupSource)

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new look-up and for one there is."""
        return LookupSourceForm
