"""Addresses below a page that are no pages: its feed, its calendar, its answer for one address."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from wagtail.url_routing import RouteResult

from audiences.http import GuildhallRequest
from audiences.selectors import may_read
from content.links import remember_page, remember_route
from page_cache.answers import shared

if TYPE_CHECKING:
    from content.models import ContentPage

FEED = "feed"
CALENDAR = "calendar.ics"


def part_of(page: "ContentPage", request: GuildhallRequest, part: str, **given: str) -> RouteResult:
    """The way to a part of this page: its ``serve`` is called with ``part`` and what else is given.

    Raises:
        Http404: where the page is not published.
    """
    if not page.live:
        raise Http404
    remember_route(request, page, [])
    return RouteResult(page, kwargs={"part": part, **given})


def serve_part(
    page: "ContentPage", request: GuildhallRequest, answer: Callable[[], HttpResponse]
) -> HttpResponse:
    """Answer with a part of a page, as the page itself is answered: to whoever may read it.

    Raises:
        Http404: for everybody else.
    """
    if not may_read(request.principal, page):
        raise Http404
    remember_page(request, page)
    return shared(answer())
