"""The theme's own entries in a menu, beside those the editors choose."""

from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from themes.menus import is_shown

register = template.Library()


@dataclass(frozen=True, slots=True)
class Tool:
    """Something a site offers beside its pages. With ``roles``, it is shown to those who hold one of them.
    ``is_in_workplace``: whoever has the Workplace finds it on that page, and needs no entry of its own in the menu, which
    stays one line long."""

    title: str | Promise
    text: str | Promise
    icon: str
    url_name: str
    roles: frozenset[str] = frozenset()
    is_in_workplace: bool = False


_OFFICERS = frozenset({"officer", "restricted-case-officer", "team-lead", "service-manager"})
_WORKPLACE = Tool(
    _("Workplace"), _("Your work, your queues and the contact desk."), "queue", "queues", _OFFICERS
)
_GUIDANCE = Tool(
    _("Guidance"), _("The public answer, and what is only for you beside it."), "book", "knowledge_index"
)
_ONLINE = Tool(
    _("Do it online"), _("Apply, book, pay, report or ask, service by service."), "tick", "journey_index"
)
_OWN = Tool(_("My requests"), _("What you have sent from here, and how it stands."), "list", "own_requests")
_TOOLS: dict[str, tuple[Tool, ...]] = {
    "public": (),
    "staff": (
        _GUIDANCE,
        _ONLINE,
        replace(_OWN, is_in_workplace=True),
        _WORKPLACE,
        Tool(
            _("Contact desk"),
            _("Find a person or an address, and log who rang, came or wrote."),
            "people",
            "desk",
            _OFFICERS,
        ),
        Tool(
            _("Casework"),
            _("What you raise for residents, and counts of your wards."),
            "people",
            "casework",
            frozenset({"councillor"}),
        ),
        Tool(
            _("Bookings"),
            _("Who comes today, and what waits for somebody."),
            "calendar",
            "bookings",
            _OFFICERS | {"booking-officer"},
            is_in_workplace=True,
        ),
        Tool(
            _("Finance"),
            _("Payments, refunds and payouts."),
            "pound",
            "finance",
            frozenset({"finance", "finance-approver", "auditor"}),
            is_in_workplace=True,
        ),
        Tool(
            _("Partners"),
            _("Who works for our partners, and who confirms it."),
            "people",
            "organisations",
            frozenset({"officer", "team-lead", "service-manager", "administrator"}),
            is_in_workplace=True,
        ),
        Tool(
            _("Admin"),
            _("Write pages and articles, build journeys."),
            "spanner",
            "wagtailadmin_home",
            frozenset({"editor", "publisher", "journey-builder", "administrator"}),
        ),
    ),
    "partner": (
        _GUIDANCE,
        _ONLINE,
        _OWN,
        Tool(_("Your work"), _("What your team has to do for the council."), "queue", "outside_queues"),
        Tool(
            _("Your organisation’s requests"),
            _("What you and your colleagues have sent, and how it stands."),
            "list",
            "organisation_requests",
        ),
        Tool(
            _("Your organisation"),
            _("Who has access, and who looks after it."),
            "people",
            "own_organisations",
        ),
    ),
}


@register.simple_tag(takes_context=True)
def menu(context: Context, sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The whole menu of the theme in use: ``{% menu sections as items %}``.

    Home where the theme has tools of its own, then ``sections`` (``{title, url, current}`` each), then the tools this
    host has and the one asking may use. Hiding a tool protects nothing; its own view does.
    """
    path, home = context["request"].path, context["theme"].home_url
    own = [_shown_as(tool, url) for tool, url in _tools(context) if not _is_elsewhere(tool, context)]
    # One tool may stand below another's address, as bookings do below the queues': the nearest is the one in use.
    here = max((one["url"] for one in own if path.startswith(one["url"])), key=len, default="")
    entries = [_item(one["title"], one["url"], current=one["url"] == here) for one in own]
    first = [_item(_("Home"), home, current=path == home)] if entries else []
    return [*first, *sections, *entries]


@register.simple_tag(takes_context=True)
def tools(context: Context) -> list[dict[str, Any]]:
    """What this host has beside its pages and the one asking may use: ``{% tools as items %}`` gives a list of
    ``{title, text, icon, url}``."""
    return [_shown_as(tool, url) for tool, url in _tools(context)]


def _tools(context: Context) -> list[tuple[Tool, str]]:
    principal = context["request"].principal
    return [
        (tool, url)
        for tool in _TOOLS[context["theme"].name]
        if (url := _address(tool.url_name))
        and (not tool.roles or tool.roles & principal.roles)
        and is_shown(tool.url_name, principal)
    ]


def _is_elsewhere(tool: Tool, context: Context) -> bool:
    return tool.is_in_workplace and bool(_WORKPLACE.roles & context["request"].principal.roles)


def _shown_as(tool: Tool, url: str) -> dict[str, Any]:
    return {"title": tool.title, "text": tool.text, "icon": tool.icon, "url": url}


def _item(title: str | Promise, url: str, *, current: bool) -> dict[str, Any]:
    return {"title": title, "url": url, "current": current}


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
