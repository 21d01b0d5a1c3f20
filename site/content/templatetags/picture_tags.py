"""Pictures in templates: ``components/picture.html`` with what ``content.picture_sizes`` knows."""

from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from content.models import GuildhallImage
from content.picture_sizes import drawn

register = template.Library()


@register.simple_tag
def shown_picture(image: GuildhallImage | None, shape: str, alt: str | None = None) -> SafeString:
    """A picture of the library in one of ``content.picture_sizes.SHAPES``: ``{% shown_picture image "card" alt="" %}``.
    Without ``alt`` it says what the library says of it. Nothing where it is gone or the reader may not have it."""
    found = drawn(image, shape)
    if found is None:
        return mark_safe("")
    words = found.description if alt is None else alt
    return render_to_string("components/picture.html", {"picture": found, "alt": words})


@register.simple_tag
def page_picture(page: Any, shape: str) -> SafeString:
    """The picture of a page, as a decoration: its title and summary stand beside it. ``{% page_picture page "head" %}``."""
    return shown_picture(getattr(page, "picture", None), shape, alt="")
