"""What machines are told of a page, in the layout."""

from typing import Any

from django import template
from django.template import Context

from content.meta import Meta, meta_of

register = template.Library()


@register.simple_tag(takes_context=True)
def page_meta(context: Context) -> Meta | None:
    """What the head of this page says of it: ``{% page_meta as meta %}``; ``None`` where it is no page of the public site."""
    request: Any = context.get("request")
    if not hasattr(request, "principal"):
        return None
    return meta_of(request, context.get("page"), context["theme"].council)


@register.simple_tag
def canonical(translations: Any, meta: Meta | None) -> str:
    """The one address of a page: the original's, where this one only shows it in a language nobody has written it in;
    its own otherwise; "" where the page is none of ours to say it of. ``{% canonical translations meta as url %}``."""
    for other in translations or ():
        if _of(other, "current") and _of(other, "absolute") and not _of(other, "is_translated"):
            return str(_of(translations[0], "absolute"))
    return meta.url if meta else ""


def _of(other: Any, name: str) -> Any:
    """A view may pass its own translations, as plain as it likes."""
    return other.get(name) if isinstance(other, dict) else getattr(other, name, None)
