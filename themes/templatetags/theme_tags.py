"""Small decisions of looks that templates share."""

import datetime
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from django import template
from django.template import Context
from django.template.base import NodeList, Parser, Token
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext

from themes import context as names
from themes.council import Council, last_known

register = template.Library()

# What a kind of task is drawn as where the editor chose no picture of its own (names in images/icons.svg).
_TASK_ICONS = {"apply": "document", "book": "calendar", "pay": "pound", "report": "alert", "find": "arrow"}


@register.filter
def task_icon(chosen: str) -> str:
    """The icon of a task: the one chosen, or the one for its kind."""
    return _TASK_ICONS.get(chosen, chosen or "arrow")


@register.filter
def labelled(row: Sequence[Any], head: Sequence[str]) -> list[tuple[str, Any]]:
    """The cells of a table's row, each with the name of its column: ``{% for label, cell in row|labelled:head %}``."""
    return list(zip_longest(head[: len(row)], row, fillvalue=""))


@register.filter
def moment(value: datetime.datetime | None, form: str = "") -> str:
    """A date and time as a letter writes it: "9 March 2026, 4:05pm"; with ``"short"``, "9 Mar 2026, 4:05pm"."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    half = pgettext("time of day", "am") if local.hour < 12 else pgettext("time of day", "pm")
    return f"{date_format(local, 'j M Y' if form == 'short' else 'j F Y')}, {date_format(local, 'g:i')}{half}"


@register.simple_tag(takes_context=True)
def site_name(context: Context, audience: str) -> str:
    """What the site of an audience calls itself: ``{% site_name "partner" %}``."""
    return names.site_name(audience, context["theme"].council)


@register.simple_tag
def known_council() -> Council:
    """The council as this process last knew it, for a page that may ask nothing: ``{% known_council as council %}``."""
    return last_known()


class _WayBackNode(template.Node):
    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: Context) -> SafeString:
        html = self.nodelist.render(context).strip()
        if not html or "<nav" in html:
            return mark_safe(html)  # noqa: S308 - rendered by a template just now
        return format_html('<nav aria-label="{}">{}</nav>', gettext("Back"), mark_safe(html))  # noqa: S308


@register.tag
def wayback(parser: Parser, token: Token) -> _WayBackNode:
    """``{% wayback %}…{% endwayback %}``: puts what stands above <main> into a landmark, so that people who go from
    landmark to landmark find it. Breadcrumbs bring their own; nothing stays nothing."""
    nodelist = parser.parse(("endwayback",))
    parser.delete_first_token()
    return _WayBackNode(nodelist)
