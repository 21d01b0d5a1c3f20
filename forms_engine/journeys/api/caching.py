"""What may be kept of an answer, and the language it is in."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import conditional_page

View = Callable[..., HttpResponse]


def uncached(view: View) -> View:
    """Nobody keeps what one person is answering."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        return _in_its_language(request, response)

    return wrapped


def asked_again(view: View) -> View:
    """Keep it, and ask each time whether it still holds: an ETag, and 304 to who has it already."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response.headers["Cache-Control"] = "no-cache"
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return _in_its_language(request, response)

    return conditional_page(wrapped)


def _in_its_language(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if language := getattr(request, "answered_in", ""):
        response.headers["Content-Language"] = language
    return response
