"""Finding one's way about a site, in templates. Everything passes the one selector."""

from typing import Any

from django import template
from django.template import Context

from content.beside import Beside
from content.beside import page_of_type as find_page_of_type
from content.beside import pages_beside as find_pages_beside
from content.languages.words import language_of
from content.links import Link, address, link_to, menu_pages, trail_to
from content.models import ContentPage
from content.whom_to_call import Team, whom_to_call

register = template.Library()


@register.simple_tag(takes_context=True)
def navigation(context: Context) -> list[Link]:
    """The sections in the site's menu: ``{% navigation as items %}``. ``current`` marks the one the page lies in."""
    request: Any = context.get("request")
    if not hasattr(request, "principal"):
        return []
    here = getattr(context.get("page"), "path", "")
    return [
        Link(
            item.title,
            address(request, item),
            bool(here) and here.startswith(item.path),
            language_of(item, "title"),
        )
        for item in menu_pages(request)
    ]


@register.simple_tag(takes_context=True)
def page_breadcrumbs(context: Context, page: ContentPage) -> list[Link]:
    """The pages above ``page``, the home page first: ``{% page_breadcrumbs page as crumbs %}``."""
    request: Any = context.get("request")
    if not hasattr(request, "principal"):
        return []
    return [
        Link(one.title, address(request, one), language=language_of(one, "title"))
        for one in trail_to(request, page)
    ]


@register.simple_tag(takes_context=True)
def page_link(context: Context, page: ContentPage | None) -> Link | None:
    """A link to a chosen page, or ``None`` where the one asking may not see it:
    ``{% page_link value.page as link %}``."""
    request: Any = context.get("request")
    return link_to(request, page) if hasattr(request, "principal") else None


@register.simple_tag(takes_context=True)
def page_of_type(context: Context, kind: str) -> Link | None:
    """A link to the page of which a site has one: ``{% page_of_type "atozpage" as a_to_z %}``."""
    request: Any = context.get("request")
    return find_page_of_type(request, kind) if hasattr(request, "principal") else None


@register.simple_tag(takes_context=True)
def pages_beside(context: Context, page: ContentPage) -> Beside:
    """Other pages of the same section: ``{% pages_beside page as beside %}``."""
    request: Any = context.get("request")
    return find_pages_beside(request, page) if hasattr(request, "principal") else Beside([])


@register.simple_tag(takes_context=True)
def team_of(context: Context, page: Any) -> Team | None:
    """Whom to call about a page, or ``None`` where that is the council's own number: ``{% team_of page as team %}``."""
    request: Any = context.get("request")
    asked = isinstance(page, ContentPage) and hasattr(request, "principal")
    return whom_to_call(request, page) if asked else None
