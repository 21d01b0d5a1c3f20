"""What language the words of a page are in, for templates: ``page`` is a page, or an article as its readers get it."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from content.languages.words import language_of
from themes.templatetags.language_tags import lang

register = template.Library()


@register.simple_tag
def words(page: Any, *place: str) -> SafeString:
    """The attributes of an element that shows a field of the page, or a block of it:
    ``<h1{% words page "title" %}>``, ``{% words page "body" block.id as attributes %}``."""
    return lang(language_of(page, *place))


@register.simple_tag
def language_of_words(page: Any, *place: str) -> str:
    """The same as a code, for a component that takes one: ``{% language_of_words page "title" as code %}``."""
    return language_of(page, *place)


@register.inclusion_tag("content/language_notice.html")
def language_notice(page: Any) -> dict[str, Any]:
    """What readers are told where a page is not wholly in their language, or nobody has read its translation."""
    is_missing = bool(page.text_language) and page.text_language != get_language()
    return {
        "is_missing": is_missing,
        "is_partly_missing": not is_missing and bool(page.untranslated),
        "is_machine_made": not is_missing and page.is_machine_made,
    }
