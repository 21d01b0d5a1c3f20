"""The notices' seam in Wagtail."""

from wagtail import hooks

from forms_engine.notices.wording_admin.viewsets import WordingViewSet


@hooks.register("register_admin_viewset")
def register_wordings() -> WordingViewSet:
    """Administrators' own words for what customers are told, under Settings."""
    return WordingViewSet()
