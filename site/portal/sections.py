"""What the pages of an account share: who may see them, and the language they can be had in."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import translate_url
from django.utils.translation import get_language

from audiences.http import GuildhallRequest


def section(request: GuildhallRequest, here: str, shown: dict[str, Any], status: int = 200) -> HttpResponse:
    """One page of the account; ``here`` names it in the navigation and is the end of its template's name."""
    context = {"here": here, "translations": translations_of(request), **shown}
    return render(request, f"portal/account_{here}.html", context, status=status)


def translations_of(request: GuildhallRequest) -> list[dict[str, object]]:
    """The address of a page of ours in each language, for the masthead."""
    shown = (get_language() or "en").split("-")[0]
    address = request.get_full_path()
    return [
        {
            "code": code,
            "name": name,
            "url": translate_url(address, code),
            "absolute": request.build_absolute_uri(translate_url(request.path, code)),
            "current": code == shown,
            "is_translated": True,
        }
        for code, name in settings.LANGUAGES
    ]
