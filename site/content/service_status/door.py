"""Wagtail's views of one status ask for the right to statuses at all, most of them not for the right to this one: here all
of them are asked the same before they begin, as ``content.sections.door`` does for pages."""

from typing import Any

from django.apps import apps

from audiences.http import GuildhallRequest
from content.service_status.policy import SectionStatusPolicy

VIEWS = "wagtailsnippets_content_servicestatus"
CHOOSER = "wagtailsnippetchoosers_content_servicestatus"
BULK = "wagtail_bulk_action"


def names_another_sections_status(request: GuildhallRequest, kwargs: dict[str, Any]) -> bool:
    """Whether the address is about a status of a page outside the sections of the person at work, or offers them all to
    choose from."""
    match = request.resolver_match
    if match is None:
        return False
    if CHOOSER in match.namespaces:
        return True
    ids: list[Any] = []
    if VIEWS in match.namespaces and "pk" in kwargs:
        ids = [kwargs["pk"]]
    elif match.url_name == BULK and (kwargs["app_label"], kwargs["model_name"]) == (
        "content",
        "servicestatus",
    ):
        ids = request.GET.getlist("id")
    if not ids:
        return False
    model: Any = apps.get_model("content", "ServiceStatus")
    theirs = SectionStatusPolicy(model).instances_user_has_any_permission_for(request.user, ["change"])
    others = model.objects.exclude(pk__in=theirs.values("pk"))
    # One that is not there is the view's own to answer.
    if "all" not in ids:
        others = others.filter(pk__in=[int(one) for one in ids if str(one).isdecimal()])
    return bool(others.exists())
