"""The door of Wagtail's admin: an address that names a page is there for those who may know of that page.

Each of Wagtail's own views asks for the right to do what it does, but some say the page's title before they ask, or with
their refusal: the last step of a move, a decision about a page under review, actions on many pages at once, pages chosen
by id. They are many, and more come with each version; here they are all asked the same before they begin.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from wagtail.admin.auth import permission_denied
from wagtail.models import Page

from audiences.http import GuildhallRequest
from content.sections.reach import edits, edits_everything, is_at_work, knows_all
from content.service_status.door import names_another_sections_status

# What Wagtail's addresses, and ours beside them, call a page.
PAGE = {"page_id", "page_pk", "page_to_move_id", "destination_id", "article_id"}
# Where pages are gone through from the top: those above a section are on the way to it.
ON_THE_WAY = {"parent_page_id"}
CHOSEN = "wagtailadmin_choose_page_chosen_multiple"
BULK = "wagtail_bulk_action"


class SectionsMiddleware:
    """Answers 404 where an address of the admin names a page that is not for the person at work, and refuses what they
    would do to many pages at once where one of them is not in a section of theirs."""

    def __init__(self, get_response: Callable[[Any], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: GuildhallRequest) -> HttpResponseBase:
        """Nothing to do before the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: GuildhallRequest, view: Any, args: Iterable[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        """Ask, before the view begins.

        Raises:
            Http404: where the person may not know of the page.
        """
        match = request.resolver_match
        if match is None or not is_at_work(request) or not request.user.is_authenticated:
            return None
        if edits_everything(request.user):
            return None
        if names_another_sections_status(request, kwargs):
            raise Http404
        named = _numbers(value for name, value in kwargs.items() if name in PAGE)
        if match.url_name == "revisions_compare" and "wagtailadmin_pages" in match.namespaces:
            named += _numbers([kwargs["pk"]])
        if match.url_name == CHOSEN:
            named += _numbers(request.GET.getlist("id"))
        on_the_way = _numbers(value for name, value in kwargs.items() if name in ON_THE_WAY)
        if not knows_all(request, named) or not knows_all(request, on_the_way, by_name=True):
            raise Http404
        if match.url_name == BULK and (kwargs["app_label"], kwargs["model_name"]) == ("wagtailcore", "page"):
            return None if _edits_all(request) else permission_denied(request)
        return None


def _edits_all(request: GuildhallRequest) -> bool:
    """Whether all pages the request is about lie in sections of the person's. "All" of a list is those below one page."""
    ids = request.GET.getlist("id")
    asked = [request.GET.get("childOf", "")] if "all" in ids else ids
    numbers = _numbers(asked)
    if len(numbers) != len(asked):
        return False
    return all(edits(request.user, page) for page in Page.objects.filter(pk__in=numbers))


def _numbers(values: Iterable[Any]) -> list[int]:
    return [int(value) for value in values if str(value).isdecimal()]
