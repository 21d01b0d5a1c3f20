"""Delivery's seams in Wagtail: the screens of destinations and routes."""

from django.urls import URLPattern, path
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from accounts.reauthentication import proved_recently
from forms_engine.delivery.admin import changes, destinations, keys, routes


@hooks.register("register_log_actions")
def register_destination_changes(actions: LogActionRegistry) -> None:
    """Who pointed a destination elsewhere."""
    actions.register_action(changes.ACTION)(changes.DestinationChanged)


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Under /admin/; the menu that leads there is the routing rules' (``editor.routing``)."""
    return [
        path("routing/destinations/", destinations.DestinationsView.as_view(), name="destinations"),
        path(
            "routing/destinations/new/<slug:kind>/",
            destinations.AddDestinationView.as_view(),
            name="destination_add",
        ),
        path(
            "routing/destinations/<uuid:destination_id>/",
            destinations.DestinationView.as_view(),
            name="destination",
        ),
        path(
            "routing/destinations/<uuid:destination_id>/retire/",
            destinations.RetireView.as_view(),
            name="destination_retire",
        ),
        path(
            "routing/destinations/<uuid:destination_id>/keys/",
            proved_recently(keys.KeysView.as_view()),
            name="destination_keys",
        ),
        path("routing/routes/", routes.RoutesView.as_view(), name="routes"),
        path("routing/routes/new/", routes.RouteView.as_view(), name="route_add"),
        path("routing/routes/<slug:slug>/", routes.RouteView.as_view(), name="route"),
    ]
