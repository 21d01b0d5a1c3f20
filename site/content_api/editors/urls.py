"""Wagtail's API behind our door. ``config`` mounts it on the staff host."""

from django.urls import URLPattern, URLResolver, path
from wagtail.api.v3.urls import api

from content_api.editors.door import PREFIX, for_editors


def _behind_the_door() -> tuple[list[URLPattern | URLResolver], str, str]:
    patterns, app, namespace = api.urls
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            pattern.callback = for_editors(pattern.callback)
    return patterns, app, namespace


urlpatterns = [path(PREFIX.lstrip("/"), _behind_the_door())]
