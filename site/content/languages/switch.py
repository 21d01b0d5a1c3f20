"""The same page in the other languages, for the language switch and for search engines."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils import translation
from django.utils.translation import get_language

from content.links import address, answered_page, languages_of_answer


@dataclass(frozen=True, slots=True)
class Alternate:
    """One language of what is being shown. ``url`` is relative and keeps the query; ``absolute`` is without it.

    ``is_translated`` is false where the address shows the original instead: a search engine is not told that it is a
    translation.
    """

    code: str
    name: str
    url: str
    absolute: str
    current: bool
    is_translated: bool = True


def alternates(request: Any) -> list[Alternate]:
    """Every language of the page that answers the request, in the order of the settings; their front pages where it is
    none that others have. Empty where an address has no language: a machine's, or the admin's."""
    if not hasattr(request, "principal"):
        return []
    page = answered_page(request)
    found = list(_of_page(request) if page is not None else _of_view(request))
    return found if len({one.url for one in found}) > 1 else []


def front_pages(request: Any) -> list[Alternate]:
    """The front page in every language: for a page of trouble, whose own address leads nowhere."""
    return [_alternate(request, code, _front_page(code)) for code, _name in settings.LANGUAGES]


def _of_page(request: Any) -> Iterator[Alternate]:
    by_code = {row.locale.language_code: row for row in languages_of_answer(request)}
    for code, _name in settings.LANGUAGES:
        row = by_code.get(code)
        url = address(request, row) if row is not None else ""
        if row is not None and url:
            yield _alternate(request, code, url, is_translated=row.text_language in ("", code))
        else:
            yield _alternate(request, code, _front_page(code), is_translated=False)


def _of_view(request: Any) -> Iterator[Alternate]:
    match = request.resolver_match
    for code, _name in settings.LANGUAGES:
        url = ""
        if match is not None and match.view_name != "wagtail_serve":
            with translation.override(code):
                try:
                    url = reverse(match.view_name, request.urlconf, match.args, match.captured_kwargs)
                except NoReverseMatch:
                    url = ""
        yield _alternate(request, code, url or _front_page(code))


def _alternate(request: Any, code: str, url: str, *, is_translated: bool = True) -> Alternate:
    query = request.META.get("QUERY_STRING", "") if request.method in {"GET", "HEAD"} else ""
    leads_here = url != _front_page(code) or request.path == _front_page(get_language() or code)
    return Alternate(
        code,
        dict(settings.LANGUAGES)[code],
        f"{url}?{query}" if query and leads_here else url,
        request.build_absolute_uri(url),
        code == get_language(),
        is_translated,
    )


def _front_page(code: str) -> str:
    return "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
