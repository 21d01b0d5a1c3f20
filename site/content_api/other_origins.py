"""Pages of other sites: they may read the public host from a browser, and nothing of the other hosts."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse

from audiences.http import GuildhallRequest
from audiences.keys import PUBLIC

# ``*`` lets no cookie come along.
MAY_READ = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": "ETag",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
# What a browser asks before a page sends If-None-Match itself; it remembers the answer for a day.
MAY_ASK = {
    "Allow": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Methods": "GET, HEAD",
    "Access-Control-Allow-Headers": "If-None-Match",
    "Access-Control-Max-Age": "86400",
}


def open_to_other_origins(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Let pages of other sites read what ``view`` says on the public host, refusals included: a page that may not read
    why it was refused can only say that something went wrong."""

    @wraps(view)
    def wrapped(request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.host_audience != PUBLIC:
            return view(request, *args, **kwargs)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={**MAY_READ, **MAY_ASK})
        response = view(request, *args, **kwargs)
        for name, value in MAY_READ.items():
            response.headers[name] = value
        if response.status_code == 405:
            response.headers["Allow"] = MAY_ASK["Allow"]
        return response

    return wrapped
