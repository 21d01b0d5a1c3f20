"""The admin's form of an entry: what its directory's list is narrowed by is ticked, and a postcode finds where it is."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm

from content.directories.facets import facets_of
from content.directories.near import NotNear, point_of
from forms_engine.runtime.text import postcode as read_postcode


class DirectoryEntryForm(WagtailAdminPageForm):
    """An entry. Values that its directory does not offer any more stay ticked until somebody takes them away."""

    facet_values = forms.MultipleChoiceField(
        label=gettext_lazy("what it has"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "What the directory’s list is narrowed by. The values themselves are the directory’s."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields.get("facet_values")
        if field is None:
            return
        directory = self.parent_page.specific if self.parent_page else None
        groups = (
            [
                (facet.label, [(value.key, value.label) for value in facet.values])
                for facet in facets_of(directory)
            ]
            if directory is not None and hasattr(directory, "facets")
            else []
        )
        offered = {key for _label, values in groups for key, _words in values}
        gone = [key for key in self.instance.facet_values or [] if key not in offered]
        if gone:
            groups.append((_("No longer in the directory"), [(key, key) for key in gone]))
        field.choices = groups

    def clean(self) -> dict[str, Any]:
        """Find where it is from its postcode, where nobody has said so.

        An entry whose postcode is not known is kept without: it is listed, and on no map.
        """
        cleaned = super().clean()
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        typed = (cleaned.get("postcode") or "").strip()
        if not typed:
            return cleaned
        postcode = read_postcode(typed)
        if postcode is None:
            self.add_error("postcode", ValidationError(_("Enter a full UK postcode, for example ZZ1 1AA")))
            return cleaned
        cleaned["postcode"] = postcode
        if latitude is None and longitude is None and not self.errors.get("longitude"):
            try:
                point = point_of(postcode, asker=f"editor:{self.for_user.pk if self.for_user else ''}")
            except NotNear:
                return cleaned
            cleaned["latitude"], cleaned["longitude"] = round(point.latitude, 5), round(point.longitude, 5)
        return cleaned
