"""The council as a site's editors describe it, for the templates' ``theme.council``."""

from dataclasses import replace
from typing import Any

from django.apps import apps
from django.http import HttpRequest
from django.utils.translation import get_language

from content.brand import branded
from content.links import link_to, site_of
from page_cache.remembered import remembered
from themes.council import COUNCIL, Council, NamedLink


def council_of(request: HttpRequest) -> Council:
    """``themes.council`` with what the request's site says instead, in the active language.

    An error page of a request that got no further than its host asks the database nothing.
    """
    if not hasattr(request, "principal"):
        return COUNCIL
    site = site_of(request)
    council = branded(request, site)
    model: Any = apps.get_model("content", "SiteFacts")
    facts = (
        remembered(request, ("facts", site.pk), lambda: model.objects.filter(site=site).first())
        if site
        else None
    )
    if facts is None:
        return council
    language = (get_language() or "en").split("-")[0]
    said: dict[str, Any] = {
        "phone": facts.phone,
        "phone_href": _href(facts.phone),
        "hours": facts.in_language("opening_hours", language),
        "address": facts.in_language("address", language),
        "out_of_hours_phone": facts.out_of_hours_phone,
        "out_of_hours_href": _href(facts.out_of_hours_phone),
        "email": facts.email,
        "social_links": tuple(NamedLink(one.value["name"], one.value["url"]) for one in facts.social_links),
        "footer_links": tuple(link for one in facts.footer_links if (link := _footer_link(request, one))),
    }
    return replace(council, **{name: value for name, value in said.items() if value})


def phone_in_letters() -> str:
    """The council's phone number, as the public site has it; "" where that says none."""
    model: Any = apps.get_model("content", "SiteFacts")
    found: str | None = (
        model.objects.filter(site__is_default_site=True).values_list("phone", flat=True).first()
    )
    return found or ""


def _footer_link(request: Any, block: Any) -> NamedLink | None:
    if block.block_type == "link":
        return NamedLink(block.value["name"], block.value["url"])
    link = link_to(request, block.value)
    return NamedLink(link.title, link.url) if link else None


def _href(phone: str) -> str:
    return f"tel:{phone.replace(' ', '')}" if phone else ""
