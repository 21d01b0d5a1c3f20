"""The public site as something to install: its manifest, and the little that works without a network.

The service worker keeps static files and one page that says there is no connection, in each language. It never keeps a
page, a form or anything else that is somebody's.
"""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from content.facts import council_of
from page_cache.answers import shared
from themes.context import theme_for

ICONS = (("images/icons/192.png", 192, "any"), ("images/icons/512.png", 512, "any"), ("images/icons/512-maskable.png", 512, "maskable"))  # fmt: skip
# What the page without a connection is drawn with.
KEPT = ("css/public.css", "images/favicon.svg")


@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone needs to put the site among its apps. It opens like a browser's window: with a way back."""
    council = council_of(request)
    theme = theme_for("public", council)
    with translation.override(settings.LANGUAGE_CODE):
        told = {
            "name": str(council.name),
            "short_name": council.short_name,
            "lang": settings.LANGUAGE_CODE,
            "id": "/",
            "start_url": theme.home_url,
            "scope": "/",
            "display": "minimal-ui",
            "background_color": "#ffffff",
            "theme_color": theme.colour,
            "icons": [
                {"src": static(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
                for name, size, purpose in ICONS
            ],
        }
    return shared(JsonResponse(told, content_type="application/manifest+json"))


@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that shows the page without a connection. Another one as soon as anything in it is."""
    files = [static(name) for name in KEPT]
    pages = {code: _offline_address(code) for code, _name in settings.LANGUAGES}
    mark = hashlib.sha256("|".join([*files, *pages.values()]).encode()).hexdigest()[:12]
    told: dict[str, Any] = {"files": files, "pages": pages, "mark": mark, "original": settings.LANGUAGE_CODE}
    return shared(
        render(
            request,
            "layout/service_worker.js",
            {"told_as_json": json.dumps(told)},
            content_type="text/javascript",
        )
    )


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """What is shown where there is no connection."""
    return shared(render(request, "errors/offline.html"))


def _offline_address(language: str) -> str:
    with translation.override(language):
        return reverse("offline")
