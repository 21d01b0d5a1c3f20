"""The catalogue's seams in Wagtail."""

from wagtail import hooks

from forms_engine.catalogue.admin import TeamViewSet


@hooks.register("register_admin_viewset")
def register_teams() -> TeamViewSet:
    """Teams, under Settings."""
    return TeamViewSet()
