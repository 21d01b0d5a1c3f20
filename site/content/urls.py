"""Addresses of files, on every host and outside the languages. ``config`` mounts them at the root."""

from django.urls import path, re_path
from django.views.generic import RedirectView

from content import files

urlpatterns = [
    # Wagtail's sign-in for restricted pages would be a second door.
    path("_util/login/", RedirectView.as_view(pattern_name="sign_in", query_string=True)),
    path("media/<path:name>", files.media, name="media"),
    re_path(r"^documents/(?P<document_id>\d+)/(?P<filename>.*)$", files.document, name="wagtaildocs_serve"),
]
