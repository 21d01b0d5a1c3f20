"""Alerts above a page."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from content.alerts import alerts_and_next_change, published_for
from content.links import link_to, way_to_answer
from content.models import Alert, ContentPage
from page_cache.answers import changes_at
from page_cache.remembered import remembered

register = template.Library()


@dataclass(frozen=True, slots=True)
class Banner:
    """What a banner says. ``mark`` is another as soon as the alert is published anew: who put away the old one has not
    put away this. ``language`` is the one its words are in."""

    mark: str
    level: str
    title: str
    text: str
    url: str
    dismissible: bool
    language: str


@register.simple_tag(takes_context=True)
def page_alerts(context: Context) -> list[Banner]:
    """The alerts to show above this page: ``{% page_alerts as banners %}``. A page that is kept is kept no longer than
    until one of them begins or ends."""
    request: Any = context.get("request")
    if not getattr(getattr(request, "principal", None), "keys", None):
        return []
    previewed = context.get("previewed")
    if isinstance(previewed, Alert):
        return [_banner(request, previewed)]
    page = context.get("page")
    here = page if isinstance(page, ContentPage) else None
    principal = request.principal
    published = remembered(
        request, ("alerts", principal.audience, principal.keys), lambda: published_for(principal)
    )
    found, change = alerts_and_next_change(principal, here, timezone.now(), published, way_to_answer(request))
    changes_at(request, change)
    return [_banner(request, one) for one in found]


def _banner(request: Any, alert: Alert) -> Banner:
    link = link_to(request, alert.page)
    return Banner(
        mark=f"{alert.pk or 0}-{alert.live_revision_id or alert.latest_revision_id or 0}",
        level=alert.level,
        title=alert.title,
        text=alert.text,
        url=link.url if link else alert.url,
        dismissible=alert.dismissible,
        language=alert.locale.language_code,
    )
