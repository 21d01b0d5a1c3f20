"""The admin's form of a look-up page: what answers is chosen by its name."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from content.address_lookups.interface import provider_choices


class LookupPageForm(WagtailAdminPageForm):
    """A look-up by address. A provider that this installation has no longer stays until another is chosen."""

    provider = forms.ChoiceField(
        label=gettext_lazy("answers come from"),
        choices=provider_choices,
        help_text=gettext_lazy(
            "What this installation can look up by address. Ask whoever runs it for another."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("provider")
        chosen = self.instance.provider
        if field is not None and chosen and chosen not in dict(field.choices):
            gone = _("%(name)s (not there any more)") % {"name": chosen}
            field.choices = [*field.choices, (chosen, gone)]
