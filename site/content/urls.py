"""Addresses of files, and Wagtail's that are shut, on every host and in every language.

``config`` mounts them at the root, before the languages.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path
from django.views.generic import RedirectView

from content import brand, files


def _nothing_here(request: HttpRequest) -> HttpResponse:
    raise Http404


urlpatterns = [
    # Wagtail's sign-in for restricted pages would be a second door, and a page's password a second kind of key.
    re_path(r"^(?:[a-z-]+/)?_util/login/$", RedirectView.as_view(pattern_name="sign_in", query_string=True)),
    re_path(r"^(?:[a-z-]+/)?_util/authenticate_with_password/", _nothing_here),
    path("brand/<slug:mark>.css", brand.brand_sheet, name="brand_sheet"),
    path("media/<path:name>", files.media, name="media"),
    re_path(r"^documents/(?P<document_id>\d+)/(?P<filename>.*)$", files.document, name="wagtaildocs_serve"),
]
