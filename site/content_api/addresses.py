"""Addresses and languages as the API says them."""

from django.urls import reverse
from django.utils import translation

from audiences.http import GuildhallRequest
from content.links import address
from content.models import ContentPage


def absolute_url(request: GuildhallRequest, page: ContentPage) -> str:
    """The page's address with scheme and host, on the site it belongs to, or an article's on this one. "" where it has
    none, as topics have."""
    found = address(request, page)
    return request.build_absolute_uri(found) if found else ""


def article_url(request: GuildhallRequest, slug: str, language: str) -> str:
    """An article's address on the host of the request."""
    with translation.override(language):
        return request.build_absolute_uri(reverse("knowledge_article", args=[slug]))


def journey_url(request: GuildhallRequest, slug: str, language: str) -> str:
    """Where a journey starts on the host of the request."""
    with translation.override(language):
        return request.build_absolute_uri(reverse("journey_start", args=[slug]))


def text_language(page: ContentPage) -> str:
    """The language of a page's words: one that is not translated yet stands in another language's tree with the words
    of its original."""
    return page.text_language or str(page.locale.language_code)
