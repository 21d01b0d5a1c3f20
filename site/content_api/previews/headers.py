"""What the answer of a preview says to caches, search engines and browsers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC


def never_kept(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have nothing keep, index or pass on the answer."""

    @wraps(view)
    def wrapped(request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "private, no-store"
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Referrer-Policy"] = "no-referrer"
        if request.host_audience != PUBLIC:
            patch_vary_headers(response, ["Authorization", "Cookie"])
        return response

    return wrapped
