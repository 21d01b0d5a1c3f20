"""Answers what everybody gets alike from the shared cache, and keeps it there.

Stands behind HostMiddleware, which knows the host and has the last word on headers, and in front of everything that
asks the database: an answer kept in the process costs no question to it, beyond one for the number every now and then.
"""

import hashlib
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response

from audiences.held_by_browser import holds_draft
from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from page_cache import freshness, store
from page_cache.answers import PUBLIC_PAGE
from page_cache.remembered import number_for

GetResponse = Callable[[GuildhallRequest], HttpResponseBase]

# What an answer may differ by and still be everybody's: the language is in the address, compression is nginx's.
HARMLESS_VARY = {"accept-language", "accept-encoding"}
CONDITIONS = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")
# What a 304 leaves out.
OF_THE_WORDS = {"content-encoding", "content-language", "content-length", "content-type"}


class PageCacheMiddleware:
    """Gives strangers on the public host what another stranger was given, as long as nothing has changed since."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: GuildhallRequest) -> HttpResponseBase:
        """Answer one request."""
        if not settings.PAGE_CACHE or not _from_a_stranger(request):
            return self.get_response(request)
        kept = store.find(request, freshness.recent())
        if kept is not None:
            return _if_changed(request, kept.answer())
        # Before the answer is made, so that a change made meanwhile leaves it with an old number.
        number = number_for(request)
        # Made in full even for a browser that has it: what is kept has to be.
        held_back = {name: request.META.pop(name) for name in CONDITIONS if name in request.META}
        response = self.get_response(request)
        request.META.update(held_back)
        if isinstance(response, HttpResponse) and _is_everybodys(request, response):
            response.headers.setdefault("ETag", _etag(response.content))
            if freshness.current() != number:
                # Something changed while it was made: what stands in front must not keep it either.
                response.headers["Cache-Control"] = "no-store"
            elif _is_kept_for(request, response):
                store.keep(request, response, number)
        return _if_changed(request, response)


def _from_a_stranger(request: GuildhallRequest) -> bool:
    """Whether nothing about the request could make its answer anybody's own."""
    return (
        request.host_audience == PUBLIC
        and request.method in {"GET", "HEAD"}
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not holds_draft(request)
        and "HTTP_AUTHORIZATION" not in request.META
        and not getattr(request, "is_dummy", False)  # an editor's preview
    )


def _is_everybodys(request: GuildhallRequest, response: HttpResponseBase) -> bool:
    """Whether the answer says of itself that everybody gets the same, and nothing speaks against it."""
    vary = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    principal: Any = getattr(request, "principal", None)
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers.get("Cache-Control") == PUBLIC_PAGE
        and not response.cookies
        and "Set-Cookie" not in response.headers
        and vary <= HARMLESS_VARY
        and principal is not None
        and not principal.is_signed_in
        and principal.keys == {PUBLIC}
    )


def _is_kept_for(request: GuildhallRequest, response: HttpResponse) -> bool:
    """Whether somebody without cookies asked for an address as we write it. One page has endlessly many others (``/?&``,
    ``/?&&``, another port in Host), and a stranger could push everything out of the cache with them."""
    environment = settings.ENVIRONMENT
    return (
        request.method == "GET"
        and set(request.COOKIES) <= {settings.CSRF_COOKIE_NAME}
        and request.get_host() in {environment.base_domain, urlsplit(environment.origin(PUBLIC)).netloc}
        and set(request.GET) <= set(getattr(response, "page_cache_query", ()))
        and request.META.get("QUERY_STRING", "") == request.GET.urlencode()
    )


def _etag(content: bytes) -> str:
    return f'"{hashlib.blake2b(content, digest_size=16).hexdigest()}"'


def _if_changed(request: GuildhallRequest, response: HttpResponseBase) -> HttpResponseBase:
    """304 to a browser that has this very answer already, with all it says about it but the words."""
    if not any(name in request.META for name in CONDITIONS):
        return response
    if "ETag" not in response.headers or not isinstance(response, HttpResponse):
        return response
    answer = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    if answer is None or answer is response:
        return response
    for name, value in response.headers.items():
        if name.lower() not in OF_THE_WORDS:
            answer.headers.setdefault(name, value)
    return answer
