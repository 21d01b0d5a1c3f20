"""Lines in Wagtail's admin, for administrators. None is deleted: its calls and contacts name it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from forms_engine.catalogue.admin import KeptByAdministrators
from forms_engine.catalogue.models import Service
from forms_engine.requests.models import Line


class LineForm(WagtailAdminModelForm):
    """A number that people ring."""

    class Meta:
        model = Line
        fields = ["name", "slug", "phone", "service", "team", "is_live"]
        labels = {"is_live": _("In use")}
        help_texts = {"slug": _("What the telephone system's file calls it.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["service"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Service.objects.filter(locale__language_code="en").order_by("name")
        if self.instance.pk:
            # The files of every night name it.
            self.fields["slug"].disabled = True


class LineViewSet(ModelViewSet):
    """Under Settings."""

    model = Line
    name = url_prefix = "lines"
    icon = "mobile-alt"
    menu_label = _("Phone lines")
    list_display = ["name", "phone", "service", "team", "is_live"]
    search_fields = ["name", "phone"]
    ordering = ["name"]
    add_to_settings_menu = True
    copy_view_enabled = False

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """One form, for a new one and for one there is."""
        return LineForm


register_permission_policy(Line, KeptByAdministrators(Line), exact_class=True)
