"""The requests' seams in Wagtail."""

from django.urls import URLPattern, path
from wagtail import hooks

from forms_engine.requests.admin import PromisesViewSetGroup
from forms_engine.requests.office_admin.mapping import MappingView
from forms_engine.requests.office_admin.statuses import StatusesView
from forms_engine.requests.office_admin.trying import TryingView


@hooks.register("register_admin_viewset")
def register_promises() -> PromisesViewSetGroup:
    """What services promise about their requests, under Settings."""
    return PromisesViewSetGroup()


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Below a destination's own page, which leads there."""
    below = "routing/destinations/<uuid:destination_id>"
    return [
        path(f"{below}/statuses/", StatusesView.as_view(), name="destination_statuses"),
        path(f"{below}/mapping/", MappingView.as_view(), name="destination_mapping"),
        path(f"{below}/trying/", TryingView.as_view(), name="destination_trying"),
    ]
