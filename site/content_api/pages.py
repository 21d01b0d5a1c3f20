"""Pages in the API."""

from django.http import Http404
from ninja import Query, Router
from ninja.decorators import decorate_view

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.openapi import READERS
from content_api.page_types import PAGE_TYPES
from content_api.pages_found import in_language, page_at, readable_pages
from content_api.pages_out import page_out, summaries
from content_api.schemas.pages import ContentPageList, ContentPageOut, FindQuery, PageQuery, PagesQuery

router = Router(tags=["pages"])


@router.get(
    "/", response={200: ContentPageList, 422: Problem}, operation_id="list_pages", openapi_extra=READERS
)
@decorate_view(conditional, known_filters(PagesQuery))
def list_pages(request: GuildhallRequest, query: Query[PagesQuery]) -> ContentPageList:
    """The pages of this host's site that the one asking may read."""
    found = readable_pages(request)
    if query.type:
        found = found.type(PAGE_TYPES[query.type])
    if query.language:
        found = found.filter(locale__language_code=query.language)
    if query.parent is not None:
        parent = readable_pages(request).filter(pk=query.parent).first()
        found = found.child_of(parent) if parent else found.none()
    if query.section is not None:
        section = readable_pages(request).filter(pk=query.section).first()
        found = found.descendant_of(section) if section else found.none()
    if query.updated_since is not None:
        found = found.filter(last_published_at__gte=query.updated_since)
    if query.path is not None:
        page = page_at(request, query.path)
        found = found.filter(pk=page.pk) if page else found.none()
    part = list(found.filter(pk__gt=query.after).order_by("pk")[: query.limit + 1])
    items = summaries(request, part[: query.limit])
    return ContentPageList(
        count=found.count(), next=items[-1].id if len(part) > query.limit else None, items=items
    )


@router.get(
    "/find",
    response={200: ContentPageOut, 404: Problem, 422: Problem},
    operation_id="find_page",
    openapi_extra=READERS,
)
@decorate_view(conditional, known_filters(FindQuery))
def find_page(request: GuildhallRequest, query: Query[FindQuery]) -> ContentPageOut:
    """The page at an address of this host. Never a redirect: what is not there is 404."""
    page = page_at(request, query.path)
    if page is None:
        raise Http404
    return page_out(request, page, page.locale.language_code, query.rich_text)


@router.get(
    "/{int:page_id}",
    response={200: ContentPageOut, 404: Problem, 422: Problem},
    operation_id="get_page",
    openapi_extra=READERS,
)
@decorate_view(conditional, known_filters(PageQuery))
def get_page(request: GuildhallRequest, page_id: int, query: Query[PageQuery]) -> ContentPageOut:
    """One page of this host's site with its body."""
    page = readable_pages(request).filter(pk=page_id).first() if page_id < 2**31 else None
    if page is None:
        raise Http404
    language = query.language or page.locale.language_code
    return page_out(request, in_language(request, page, language), language, query.rich_text)
