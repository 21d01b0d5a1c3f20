"""Look-ups in Wagtail's admin, for administrators: which system is asked, with which settings and limits."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from forms_engine.catalogue.admin import KeptByAdministrators
from forms_engine.delivery.admin.settings_fields import PairsField, given_settings, settings_fields
from forms_engine.journeys.lookups.interface import Kind, build, kinds
from forms_engine.journeys.models import LookupSource


class OutputsField(PairsField):
    """Facts by name, one a line: ``amount_pence = data.amount, money``."""

    def prepare_value(self, value: Any) -> Any:
        """The facts as lines."""
        if not isinstance(value, dict):
            return value
        lines = {name: f"{one.get('path', '')}, {one.get('type', 'text')}" for name, one in value.items()}
        return super().prepare_value(lines)

    def clean(self, value: Any) -> Any:
        """The facts by their names."""
        facts: dict[str, dict[str, str]] = {}
        for name, text in super().clean(value).items():
            path, _, kind = (part.strip() for part in text.partition(","))
            facts[name] = {"path": path, "type": kind or "text"}
        return facts


class LookupSourceForm(WagtailAdminModelForm):
    """A look-up, with fields for the settings of its kind; they are held against it before they are kept."""

    kind = forms.ChoiceField(label="What is asked", help_text="It cannot be changed later.")

    class Meta:
        model = LookupSource
        fields = ["name", "slug", "kind", "is_on", "patience_seconds", "cache_seconds"]
        labels = {
            "slug": "Short name",
            "is_on": "Switched on",
            "patience_seconds": "Patience, in seconds",
            "cache_seconds": "Said again for, in seconds",
        }
        help_texts = {
            "slug": "Small letters, digits and hyphens. Journeys know it by this, so it cannot be changed later.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = [(kind.name, kind.label) for kind in kinds().values()]
        now = self.instance.kind
        if now and now not in dict(known):
            known.append((now, f"{now} (not there any more)"))
        self.fields["kind"].choices = known
        if self.instance.pk:
            self.fields["slug"].disabled = self.fields["kind"].disabled = True
        kept = self.instance.settings if isinstance(self.instance.settings, dict) else {}
        for kind in kinds().values():
            if self.instance.pk and kind.name != now:
                continue
            for name, field in settings_fields(kind.settings, _prefix(kind)).items():
                setting = name.removeprefix(_prefix(kind))
                self.fields[name] = _for_look_ups(kind, setting, field, is_new=not self.instance.pk)
                if setting in kept:
                    self.initial[name] = kept[setting]

    def clean(self) -> dict[str, Any]:
        """The settings are what the kind takes, and the operator allows the address: what will not do is said at its field."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        kind = kinds().get(cleaned.get("kind", ""))
        if kind is None or any(name.startswith(_prefix(kind)) for name in self.errors):
            return cleaned
        given = given_settings(kind.settings, cleaned, _prefix(kind))
        try:
            build(kind.name, given)
        except ValidationError as refused:
            for words in refused.message_dict.get("settings", refused.messages):
                where, _, said = words.partition(": ")
                field = f"{_prefix(kind)}{where.split('.')[0]}"
                self.add_error(field if field in self.fields else None, said or words)
        else:
            self.instance.settings = given
        return cleaned


def _prefix(kind: Kind) -> str:
    return f"{kind.name}-"


def _for_look_ups(kind: Kind, setting: str, field: forms.Field, *, is_new: bool) -> forms.Field:
    if setting == "outputs":
        field = OutputsField(label=field.label, help_text=field.help_text)
    # Of a new one nobody knows yet which kind it is of: what that kind needs is said once it is chosen.
    field.required = field.required and not is_new
    if is_new:
        field.help_text = f"For “{kind.label}”. {field.help_text}"
    return field


register_permission_policy(LookupSource, KeptByAdministrators(LookupSource), exact_class=True)


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

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new look-up and for one there is."""
        return LookupSourceForm
