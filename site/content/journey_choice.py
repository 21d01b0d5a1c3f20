"""Choosing a journey by its title, for a page's start button."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

from forms_engine.catalogue.models import JourneyVersion


def journey_choices() -> list[tuple[str, str]]:
    """The address and the title of every journey that people can start, on whichever host, and "none" before them."""
    live = JourneyVersion.objects.filter(withdrawn_at=None, journey__is_practice=False)
    newest = live.order_by("journey_id", "-number").distinct("journey_id")
    named = {
        slug: title if isinstance(title, str) else title.get(settings.LANGUAGE_CODE, slug)
        for slug, title in newest.values_list("journey__slug", "document__title")
    }
    return [("", str(_("None"))), *sorted(named.items(), key=lambda named: named[1].lower())]


class ServicePageForm(WagtailAdminPageForm):
    """A service's page: its journey is chosen by title. One that cannot be started any more stays until it is changed."""

    journey_slug = forms.ChoiceField(
        label=_("Journey"),
        choices=journey_choices,
        required=False,
        help_text=_("What the start button opens."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("journey_slug")
        chosen = self.instance.journey_slug
        if field is not None and chosen not in dict(field.choices):
            gone = _("%(address)s (cannot be started now)") % {"address": chosen}
            field.choices = [*field.choices, (chosen, gone)]
