"""The theme's own entries in a menu, beside those the editors choose."""

from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

register = template.Library()

# Title, URL name, and the roles of whom one is needed to be shown it (none: everybody's).
_TOOLS: dict[str, list[tuple[str | Promise, str, frozenset[str]]]] = {
    "public": [],
    "staff": [
        (_("Guidance"), "knowledge_index", frozenset()),
        (_("Work queues"), "queues", frozenset({"officer", "team-lead", "service-manager"})),
        (_("Admin"), "wagtailadmin_home", frozenset({"editor", "publisher", "journey-builder", "administrator"})),
    ],
    "partner": [(_("Guidance"), "knowledge_index", frozenset())],
}


@register.simple_tag(takes_context=True)
def menu(context: Context, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The whole menu of the theme in use: ``{% menu sections as items %}``.

    Home where the theme has tools of its own, then ``sections`` (``{title, url, current}`` each), then the tools this
    host has and the one asking may use. Hiding a tool protects nothing; its own view does.
    """
    request, theme = context["request"], context["theme"]
    tools = [
        _item(title, url, current=request.path.startswith(url))
        for title, name, roles in _TOOLS[theme.name]
        if (url := _address(name)) and (not roles or roles & request.principal.roles)
    ]
    home = _item(_("Home"), theme.home_url, current=request.path == theme.home_url)
    return [*([home] if _TOOLS[theme.name] else []), *sections, *tools]


def _item(title: str | Promise, url: str, *, current: bool) -> dict[str, Any]:
    return {"title": title, "url": url, "current": current}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
