"""Conditional answers, kept by caches on the public host only."""

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC
from page_cache.answers import shared

View = Callable[..., HttpResponse]


def conditional(view: View) -> View:
    """Give the answer a strong ETag made of its bytes, and 304 to who has it already.

    On the public host everybody gets the same bytes. HostMiddleware keeps the other hosts' answers out of any cache;
    they say besides that they depend on who is asking.
    """

    @wraps(view)
    def wrapped(request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if request.host_audience != PUBLIC:
            patch_vary_headers(response, ["Authorization", "Cookie"])
        if response.status_code != 200:
            return response
        response.headers["ETag"] = f'"{hashlib.blake2b(response.content, digest_size=16).hexdigest()}"'
        if request.host_audience == PUBLIC:
            shared(response)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response) or response

    return wrapped
