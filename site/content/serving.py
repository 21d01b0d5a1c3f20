"""Where Wagtail's serving of pages begins: the site and its home page are looked up once for all visitors.

Wagtail asks the database for the site, the language, and the home page in it at every address, though they hardly ever
change. Here they are remembered until something does (``page_cache.remembered``), and the rest is Wagtail's as it is.
"""

from django.http import Http404, HttpResponse
from wagtail.views import serve as wagtail_serve

from audiences.http import GuildhallRequest
from content.links import home_of


def serve(request: GuildhallRequest, path: str) -> HttpResponse:
    """Answer with the page at ``path``.

    Raises:
        Http404: where there is none that the one asking may read.
    """
    components = [part for part in path.split("/") if part]
    # A home page is served itself, so it has to be this visitor's own copy: what is remembered, all threads share.
    if components:
        root = home_of(request)
        try:
            # Where ``Page.route_for_request`` looks first.
            request._wagtail_route_for_request = root.route(request, components) if root else None  # type: ignore[attr-defined]
        except Http404:
            request._wagtail_route_for_request = None  # type: ignore[attr-defined]
    response: HttpResponse = wagtail_serve(request, path)
    return response
