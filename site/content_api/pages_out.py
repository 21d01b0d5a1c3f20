"""Pages in the API's words."""

from collections.abc import Iterable
from typing import Any

from audiences.http import GuildhallRequest
from content.links import site_roots
from content.models import ContentPage
from content.paths import path_above, paths_between
from content.selectors import pages
from content_api.addresses import absolute_url, text_language
from content_api.bodies import read_body
from content_api.page_details import details, notices
from content_api.page_types import TYPE_NAMES
from content_api.pages_found import readable_pages
from content_api.reading_context import Context
from content_api.schemas.base import RichTextForm
from content_api.schemas.pages import ContentPageOut, Crumb, PageSummary, Translation
from content_api.targets import Targets

MOST_CHILDREN = 100  # on the page itself; the list with `parent` has them all


def summaries(request: GuildhallRequest, found: Iterable[ContentPage]) -> list[PageSummary]:
    """Pages in a list, in the order given."""
    found = list(found)
    above = {path_above(page.path) for page in found}
    parents = dict(pages(request.principal).filter(path__in=above).values_list("path", "pk"))
    return [PageSummary(**_summary(request, page, parents.get(path_above(page.path)))) for page in found]


def page_out(
    request: GuildhallRequest, page: ContentPage, language: str, form: RichTextForm
) -> ContentPageOut:
    """The page as it is published.

    Args:
        page: one of ``readable_pages``.
        language: the language asked for, which links and articles come in where they can.
    """
    specific = page.specific
    specific.locale = page.locale
    return whole_page(request, specific, language, form)


def whole_page(request: GuildhallRequest, page: Any, language: str, form: RichTextForm) -> ContentPageOut:
    """A page of a specific type as it is in hand: published, or a revision of it."""
    targets = Targets(request, language)
    context = Context(request, language, targets, form)
    above = _above(request, page)
    parent = next((one.pk for one in above if one.path == path_above(page.path)), None)
    children = readable_pages(request).child_of(page).order_by("path")[:MOST_CHILDREN]
    body = read_body(context, page.body)
    said = _summary(request, page, parent)
    said["fallback"] = said["language"] != language
    return ContentPageOut(
        **said,
        breadcrumbs=[Crumb(id=one.pk, title=one.title, url=absolute_url(request, one)) for one in above],
        translations=_translations(request, page),
        children=[PageSummary(**_summary(request, child, page.pk)) for child in children],
        body=body,
        service_status=notices(request, page, language),
        **details(context, page),
    )


def _summary(request: GuildhallRequest, page: Any, parent: int | None) -> dict[str, Any]:
    language = text_language(page)
    return {
        "id": page.pk,
        "type": TYPE_NAMES[page.specific_class],
        "title": page.title,
        "summary": page.summary,
        "language": language,
        "fallback": language != page.locale.language_code,
        "url": absolute_url(request, page),
        "parent": parent,
        "updated_at": page.last_published_at,
    }


def _above(request: GuildhallRequest, page: ContentPage) -> list[ContentPage]:
    """The readable pages above, the front page first."""
    roots = [root.path for root in site_roots(request).values() if page.path.startswith(root.path)]
    if not roots:
        return []
    paths = paths_between(roots[0], page.path)
    return list(pages(request.principal).filter(path__in=paths).select_related("locale").order_by("path"))


def _translations(request: GuildhallRequest, page: ContentPage) -> list[Translation]:
    found = readable_pages(request).filter(translation_key=page.translation_key).exclude(pk=page.pk)
    return [
        Translation(id=one.pk, language=one.locale.language_code, url=absolute_url(request, one))
        for one in found.order_by("locale__language_code")
        if text_language(one) == one.locale.language_code
    ]
