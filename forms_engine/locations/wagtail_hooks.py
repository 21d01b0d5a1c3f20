"""The areas' seams in Wagtail."""

from django.urls import URLPattern, path
from wagtail import hooks

from forms_engine.locations import admin


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Under /admin/; the menu that leads there is the routing rules' (``editor.routing``)."""
    return [
        path("routing/areas/", admin.AreasView.as_view(), name="areas"),
        path("routing/areas/import/", admin.ImportAreasView.as_view(), name="areas_import"),
    ]
