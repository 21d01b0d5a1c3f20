"""What all three hosts have, and the order in which addresses are tried."""

from django.apps import apps
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail import urls as wagtail_urls

from accounts import urls as accounts_urls
from config import error_views, sitemap
from config.api import api
from content import urls as content_urls
from content.serving import serve
from content_api.problems import unknown_address
from forms_engine.journeys import urls as journeys_urls
from knowledge import urls as knowledge_urls

Pattern = URLPattern | URLResolver

handler400 = error_views.bad_request
handler403 = error_views.forbidden
handler404 = error_views.not_found
handler500 = error_views.server_error


def assemble(
    *, pages: list[Pattern], machines: list[Pattern], apis: list[Pattern] | None = None
) -> list[Pattern]:
    """One host's addresses.

    Args:
        pages: what this host has besides the common pages; English unprefixed, Welsh under /cy/.
        machines: what this host has outside the languages.
        apis: what this host has below ``api/`` besides the API of the house.
    """
    common = [
        path("account/", include(accounts_urls)),
        path("knowledge/", include(knowledge_urls)),
        path("", include(journeys_urls)),
    ]
    # Pages answer whatever is left, so they come last.
    everything_else: list[Pattern] = [
        # A calendar below a page; Wagtail's own pattern knows no dots.
        re_path(r"^((?:[\w\-]+/)+calendar\.ics)$", serve, name="page_calendar"),
        re_path(wagtail_urls.serve_pattern, serve, name="wagtail_serve"),
        path("", include(wagtail_urls)),
    ]
    return [
        path("api/v1/", api.urls),
        *(apis or []),
        re_path(r"^api(?:/.*)?$", unknown_address),
        path("robots.txt", sitemap.robots, name="robots"),
        path("", include(content_urls)),
        *machines,
        *i18n_patterns(*pages, *common, *everything_else, prefix_default_language=False),
    ]


def demo_only(module: str) -> list[Pattern]:
    """The addresses of a module that exists in demo mode alone."""
    return [path("", include(module))] if apps.is_installed("demo") else []
