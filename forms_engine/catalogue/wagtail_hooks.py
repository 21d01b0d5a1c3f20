"""The catalogue's seams in Wagtail."""

from wagtail import hooks

from forms_engine.catalogue.admin import QueueViewSet, TeamViewSet


@hooks.register("register_admin_viewset")
def register_teams() -> TeamViewSet:
    """Teams, under Settings."""
    return TeamViewSet()


@hooks.register("register_admin_viewset")
def register_queues() -> QueueViewSet:
    """Queues, under Settings."""
    return QueueViewSet()
