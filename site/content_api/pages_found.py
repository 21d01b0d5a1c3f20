"""Which pages there are on the site of a request, for the one asking."""

from django.conf import settings
from django.db.models import Q
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from audiences.http import GuildhallRequest
from content.models import ContentPage
from content.selectors import pages
from content_api.page_types import PAGE_TYPES


def readable_pages(request: GuildhallRequest) -> PageQuerySet:
    """The readable pages of the request's site in every language. Articles have an address of their own."""
    below = Q(pk__in=[])
    for root in site_roots(request).values():
        below |= Q(path__startswith=root.path)
    found = pages(request.principal).filter(below).type(*PAGE_TYPES.values())
    return found.select_related("locale")


def site_roots(request: GuildhallRequest) -> dict[str, Page]:
    """The front page of the request's site in each language it has, by language. Asked once a request."""
    known = getattr(request, "_content_api_roots", None)
    if known is None:
        site = Site.find_for_request(request)
        roots = site.root_page.get_translations(inclusive=True).select_related("locale") if site else []
        known = request._content_api_roots = {root.locale.language_code: root for root in roots}  # type: ignore[attr-defined]
    return known


def page_at(request: GuildhallRequest, path: str) -> ContentPage | None:
    """The page at an address of this host, as ``/roads/`` or ``/cy/roads/``, or ``None``."""
    components = [part for part in path.split("/") if part]
    language = settings.LANGUAGE_CODE
    if components and components[0] in dict(settings.LANGUAGES) and components[0] != language:
        language = components.pop(0)
    root = site_roots(request).get(language)
    if root is None:
        return None
    url_path = root.url_path + "".join(f"{part}/" for part in components)
    return readable_pages(request).filter(url_path=url_path, path__startswith=root.path).first()


def in_language(request: GuildhallRequest, page: ContentPage, language: str) -> ContentPage:
    """The page in that language, or as it is where it is not translated for the one asking."""
    if page.locale.language_code == language:
        return page
    translations = readable_pages(request).filter(translation_key=page.translation_key)
    return translations.filter(locale__language_code=language).first() or page
