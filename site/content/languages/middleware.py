"""The language of an answer, by its address and nothing else."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation


class AddressLanguageMiddleware:
    """English without a prefix, every other language under its own.

    Django's LocaleMiddleware does the same with our addresses, but says that the answer depends on what languages the
    browser asks for, which it does not: a cache would keep one copy a browser.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the language of the address; say which where the answer itself does not."""
        first = request.path_info.split("/")[1] if "/" in request.path_info else ""
        others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        language = first if first in others else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = translation.get_language()
        response = self.get_response(request)
        # The API has no language in its address: what it gives says of each thing in which it is.
        if first != "api":
            response.headers.setdefault("Content-Language", language)
        return response
