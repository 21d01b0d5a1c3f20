"""Which pages there are on the site of a request, for the one asking."""

from django.conf import settings
from wagtail.query import PageQuerySet

from audiences.http import GuildhallRequest
from content.links import pages_of_site, site_roots
from content.models import ContentPage
from content_api.page_types import PAGE_TYPES


def readable_pages(request: GuildhallRequest) -> PageQuerySet:
    """The readable pages of the request's site in every language. Articles have an address of their own."""
    return pages_of_site(request).type(*PAGE_TYPES.values()).select_related("locale")


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
