"""Words in another language than the page: what they need so that they are read out and laid out right."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_bidi, get_language_info

register = template.Library()


@register.simple_tag
def lang(code: str = "") -> SafeString:
    """The attributes of an element whose words are in the language ``code``: ``<h2{% lang card.language %}>``. Nothing
    where that is the language of the page, or not said."""
    if not code or code == get_language():
        return mark_safe("")
    is_rtl = bool(get_language_info(code)["bidi"])
    if is_rtl == get_language_bidi():
        return format_html(' lang="{}"', code)
    return format_html(' lang="{}" dir="{}"', code, "rtl" if is_rtl else "ltr")
