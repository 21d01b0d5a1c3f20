"""The sites an alert is shown on."""

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from audiences.keys import PARTNER, PUBLIC, STAFF

SITES = [(PUBLIC, _("Public website")), (STAFF, _("Intranet")), (PARTNER, _("Partner extranet"))]


def public_only() -> list[str]:
    """What is ticked at first."""
    return [PUBLIC]


class SitesField(ArrayField):
    """One or more of the three sites, by their audience's key; ticked by name in forms."""

    def __init__(self, verbose_name: Any = None, **kwargs: Any) -> None:
        kwargs |= {"base_field": models.CharField(max_length=20), "default": public_only}
        super().__init__(verbose_name=verbose_name, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """What a migration sees: an array of words."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.contrib.postgres.fields.ArrayField", list(args), kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]
        """A box for each site."""
        return forms.MultipleChoiceField(
            choices=SITES,
            widget=forms.CheckboxSelectMultiple,
            initial=[PUBLIC],
            label=str(self.verbose_name).capitalize(),
            help_text=self.help_text,
        )
