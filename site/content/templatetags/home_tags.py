"""The front page of a site, in templates."""

from typing import Any

from django import template
from django.template import Context

from content import home
from content.organisation_home import OrganisationHome
from content.organisation_home import organisation_home as home_of_organisation

register = template.Library()

# Children of the front page that lead to themselves elsewhere on it, or stand at the foot of every page.
SERVICES = "landingpage"


@register.simple_tag(takes_context=True)
def latest_news(context: Context, own: object = None) -> list[home.NewsItem]:
    """The newest news: ``{% latest_news as news %}``; with the home of an organisation, what is for that: ``{% latest_news own
    as news %}``."""
    # Elsewhere than on the extranet there is none, and templates say so by "".
    if isinstance(own, OrganisationHome):
        return own.news
    request: Any = context.get("request")
    return home.latest_news(request) if hasattr(request, "principal") else []


@register.simple_tag(takes_context=True)
def coming_events(context: Context) -> list[home.ComingEvent]:
    """What is on next: ``{% coming_events as events %}``."""
    request: Any = context.get("request")
    return home.coming_events(request) if hasattr(request, "principal") else []


@register.simple_tag(takes_context=True)
def organisation_home(context: Context) -> OrganisationHome | None:
    """The home of the organisation that its reader acts for: ``{% organisation_home as own %}``."""
    request: Any = context.get("request")
    return home_of_organisation(request) if hasattr(request, "principal") else None


@register.filter
def sections(children: list[Any]) -> list[Any]:
    """Of the pages below the front page, the service areas and what is in the menu: ``{{ children|sections }}``."""
    return [one for one in children if one.kind == SERVICES or one.show_in_menus]


@register.filter
def of_kind(children: list[Any], kind: str) -> Any:
    """The first page of a type among those below, or ``None``: ``{{ children|of_kind:"newsindexpage" }}``."""
    return next((one for one in children if one.kind == kind), None)
