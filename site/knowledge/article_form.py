"""The form an article is edited in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from forms_engine.catalogue.models import Service
from knowledge.reading.page_form import AskAgainForm


def service_choices() -> list[tuple[str, str]]:
    """Every service by name, under its slug."""
    found = Service.objects.filter(locale=Locale.get_default()).order_by("name")
    return list(found.values_list("slug", "name"))


class ArticleForm(AskAgainForm):
    """An article: services are ticked by name."""

    services = forms.MultipleChoiceField(
        label=_("Services"),
        choices=service_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Officers find the article beside these services’ requests, readers on their pages."),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a new address while a live journey shows the article under the old one."""
        from knowledge.keeping import why_not_move_to

        cleaned: dict[str, Any] = super().clean()
        if reason := why_not_move_to(self.instance.pk, cleaned.get("slug")):
            self.add_error("slug", reason)
        return cleaned
