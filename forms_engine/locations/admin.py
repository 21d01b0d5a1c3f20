"""Areas in Wagtail's admin, for administrators: what there is, and taking in a map file."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.staff.screens import AdministratorScreen
from forms_engine.locations.geojson import MOST_BYTES, GeoJsonRefused, import_areas, read_areas
from forms_engine.locations.models import Area


class ImportForm(forms.Form):
    """A GeoJSON file, and how to read it."""

    file = forms.FileField(
        label="GeoJSON file",
        help_text="Polygons in WGS 84 degrees (EPSG:4326), such as the ward boundaries that the ONS publishes.",
    )
    kind = forms.ChoiceField(label="What its areas are", choices=Area.Kind)
    code = forms.CharField(
        label="Property with the code",
        required=False,
        max_length=60,
        help_text="Leave it blank for “code” or the ONS’s own, such as WD24CD.",
    )
    name = forms.CharField(
        label="Property with the name",
        required=False,
        max_length=60,
        help_text="Leave it blank for “name” or the ONS’s own, such as WD24NM.",
    )
    complete = forms.BooleanField(
        label="The file has every area of this kind",
        required=False,
        help_text="Areas that it does not have are retired. Requests that were in them go on to say so.",
    )

    def clean_file(self) -> Any:
        """A file that is not too large to read.

        Raises:
            ValidationError: for a larger one.
        """
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(
                f"The file is larger than {MOST_BYTES // 2**20} MB. Simplify the outlines first."
            )
        return file


class AreasView(AdministratorScreen):
    """Every area, by kind."""

    page_title = "Areas"
    header_icon = "globe"
    template_name = "locations/areas.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        """Those in use first."""
        areas = sorted(
            Area.objects.defer("polygons"),
            key=lambda area: (area.retired_at is not None, area.kind, area.name),
        )
        return self.show(areas=areas)


class ImportAreasView(AdministratorScreen):
    """Taking in a file: all of it, or nothing with the reasons."""

    page_title = "Import areas"
    header_icon = "globe"
    template_name = "locations/import_areas.html"

    def crumbs(self) -> list[dict[str, str]]:
        """The list."""
        return [{"url": reverse("areas"), "label": "Areas"}]

    def get(self, request: HttpRequest) -> HttpResponse:
        """The form."""
        return self.show(form=ImportForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        """Take it in."""
        form = ImportForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(status=422, form=form)
        given = form.cleaned_data
        try:
            areas = read_areas(given["file"].read(), code=given["code"].strip(), name=given["name"].strip())
            done = import_areas(areas, given["kind"], complete=given["complete"])
        except GeoJsonRefused as refused:
            return self.show(status=422, form=form, faults=refused.faults)
        messages.success(
            request,
            f"{len(done.added)} added, {len(done.changed)} changed, {done.unchanged} as they were, "
            f"{len(done.retired)} retired.",
        )
        return redirect("areas")
