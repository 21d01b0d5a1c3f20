"""Every view that takes a POST without a CSRF token is listed here, with what protects it instead."""

import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from config.environment import ROOT

# URL name (or path): why no token is needed.
EXEMPT = {
    "stripe_webhook": "Stripe's signature over the exact body",
    **dict.fromkeys(
        (
            "open311_discovery",
            "open311_services",
            "open311_service",
            "open311_requests",
            "open311_request",
            "open311_token",
            "open311_updates",
            "open311_nothing",
        ),
        "the API key of whoever files; no cookie is looked at",
    ),
    "updates_stop": "the signed token of a letter's link, all that mail programs have (RFC 8058); it only ever stops",
    "knowledge_vote": "pressed on pages that everybody gets alike; refused unless the browser says it comes from our own page",
    "knowledge_why": "the signed token of the vote it belongs to",
}


def _views(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _views(pattern.url_patterns, prefix + str(pattern.pattern))
        elif isinstance(pattern, URLPattern):
            yield pattern.name or prefix + str(pattern.pattern), pattern


def _is_ours(module: str) -> bool:
    file = Path(sys.modules[module].__file__ or "/")
    return ROOT in file.parents and ".venv" not in file.parts


@pytest.mark.parametrize("urlconf", settings.HOST_URLCONFS.values())
def test_only_listed_views_are_exempt(urlconf):
    exempt = {
        (name, pattern.callback.__module__)
        for name, pattern in _views(get_resolver(urlconf).url_patterns)
        if getattr(pattern.callback, "csrf_exempt", False)
    }
    # Libraries' views (Wagtail's, ninja's) answer for themselves: they check the token where a session is used.
    assert {name for name, module in exempt if _is_ours(module)} <= set(EXEMPT)
