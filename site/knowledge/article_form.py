"""The form an article is edited in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Locale

from forms_engine.catalogue.models import Service


def service_choices() -> list[tuple[str, str]]:
    """Every service by name, under its slug."""
    found = Service.objects.filter(locale=Locale.get_default()).order_by("name")
    return list(found.values_list("slug", "name"))


class ArticleForm(WagtailAdminPageForm):
    """An article: services are ticked by name, and asking everybody to read it again is decided for each change anew."""

    services = forms.MultipleChoiceField(
        label=_("Services"),
        choices=service_choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Officers find the article beside these services’ requests, readers on their pages."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "ask_again" not in self.fields:
            return
        if not _is_asked_for(self.instance):
            del self.fields["ask_again"]
        elif not self.instance.has_unpublished_changes:
            # A new draft begins: what was decided for the last one is over.
            self.initial["ask_again"] = False

    def clean(self) -> dict[str, Any]:
        """Refuse a new address while a live journey shows the article under the old one."""
        from knowledge.keeping import why_not_move_to

        cleaned: dict[str, Any] = super().clean()
        if reason := why_not_move_to(self.instance.pk, cleaned.get("slug")):
            self.add_error("slug", reason)
        return cleaned


def _is_asked_for(article: Any) -> bool:
    from knowledge.models import Reading

    return bool(article.pk) and Reading.objects.filter(article=article.pk, ended_at=None).exists()
