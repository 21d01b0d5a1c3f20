"""Pages in the API."""

from typing import Any

from django.db.models import Q
from django.http import Http404
from ninja import Query, Router
from ninja.decorators import decorate_view
from wagtail.models import Site
from wagtail.query import PageQuerySet

from audiences.http import GuildhallRequest
from audiences.problems import Problem
from content import selectors
from content.models import ContentPage, HomePage, ServicePage, StandardPage
from content_api.bodies import absolute_url, body_out
from content_api.caching import conditional
from content_api.filters import known_filters
from content_api.schemas import PageList, PageOut, PagesQuery, PageSummary, ServiceOut

router = Router(tags=["pages"])

TYPES: dict[str, type[ContentPage]] = {"home": HomePage, "standard": StandardPage, "service": ServicePage}
NAMES = {model: name for name, model in TYPES.items()}


@router.get("/", response={200: PageList, 422: Problem}, operation_id="list_pages")
@decorate_view(conditional, known_filters(PagesQuery))
def list_pages(request: GuildhallRequest, query: Query[PagesQuery]) -> PageList:
    """The pages of this host's site that the one asking may read."""
    found = _pages(request)
    if query.type:
        found = found.type(TYPES[query.type])
    if query.language:
        found = found.filter(locale__language_code=query.language)
    if query.parent is not None:
        parent = _pages(request).filter(pk=query.parent).first()
        found = found.child_of(parent) if parent else found.none()
    part = found.order_by("path")[query.offset : query.offset + query.limit]
    return PageList(count=found.count(), items=[PageSummary(**_summary(request, page)) for page in part])


@router.get("/{int:page_id}", response={200: PageOut, 404: Problem}, operation_id="get_page")
@decorate_view(conditional)
def get_page(request: GuildhallRequest, page_id: int) -> PageOut:
    """One page of this host's site with its body."""
    found = _pages(request).filter(pk=page_id).first()
    if found is None:
        raise Http404
    page: Any = found.specific
    service = None
    if isinstance(page, ServicePage):
        service = ServiceOut(
            journey=page.journey_slug, phone=page.phone, opening_hours=page.opening_hours, lgsl=page.lgsl
        )
    return PageOut(**_summary(request, page), body=body_out(request, page.body), service=service)


def _pages(request: GuildhallRequest) -> PageQuerySet:
    """The readable pages of the request's site in every language. Articles have an address of their own."""
    site = Site.find_for_request(request)
    if site is None:
        return ContentPage.objects.none()
    below = Q()
    for root in site.root_page.get_translations(inclusive=True):
        below |= Q(path__startswith=root.path)
    return selectors.pages(request.principal).filter(below).type(*TYPES.values()).select_related("locale")


def _summary(request: GuildhallRequest, page: Any) -> dict[str, Any]:
    return {
        "id": page.pk,
        "type": NAMES[page.specific_class],
        "title": page.title,
        "summary": page.summary,
        "language": page.locale.language_code,
        "url": absolute_url(request, page),
        "updated_at": page.last_published_at,
    }
