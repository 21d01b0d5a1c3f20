"""Subscribing to changes of content."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audiences.keys import PARTNER
from content_api.models import SITES, Subscription
from content_api.webhooks.services import UrlRefused, check_url
from partners.models import Organisation


class SubscriptionForm(forms.Form):
    """Where to, and on behalf of whom."""

    name = forms.CharField(label=_("Name"), max_length=60)
    url = forms.URLField(label=_("Address"), assume_scheme="https")
    audience = forms.ChoiceField(label=_("Tell what changes for readers of"), choices=SITES)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.order_by("name"),
        to_field_name="slug",
        required=False,
        help_text=_("For the extranet: whose pages are told of besides those for all partners."),
    )

    def clean_name(self) -> str:
        """A name of its own.

        Raises:
            ValidationError: when another subscription has it.
        """
        name = str(self.cleaned_data["name"])
        if Subscription.objects.filter(name=name).exists():
            raise forms.ValidationError(_("There is a subscription of this name already."))
        return name

    def clean_url(self) -> str:
        """An address that may be sent to.

        Raises:
            ValidationError: when the operator does not allow it.
        """
        url = str(self.cleaned_data["url"])
        try:
            check_url(url)
        except UrlRefused as refused:
            raise forms.ValidationError(str(refused)) from refused
        return url

    def clean(self) -> dict[str, Any]:
        """An organisation only with the extranet."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("organisation") and cleaned.get("audience") != PARTNER:
            self.add_error("organisation", _("Only the extranet has pages for one organisation."))
        return cleaned
