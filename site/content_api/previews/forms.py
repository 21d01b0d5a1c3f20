"""Asking for a preview link."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audiences.keys import PARTNER
from content_api.models import SITES
from partners.models import Organisation


class PreviewForm(forms.Form):
    """As whom the draft is to be seen."""

    audience = forms.ChoiceField(label=_("As a reader of"), choices=SITES)
    organisation = forms.ModelChoiceField(
        label=_("As a member of"),
        queryset=Organisation.objects.order_by("name"),
        to_field_name="slug",
        required=False,
        help_text=_("On the extranet, where the page is for some organisations only."),
    )

    def clean(self) -> dict[str, Any]:
        """An organisation only with the extranet."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("organisation") and cleaned.get("audience") != PARTNER:
            self.add_error("organisation", _("Only readers of the extranet belong to an organisation."))
        return cleaned
