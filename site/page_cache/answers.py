"""What a view says about keeping its answer."""

from datetime import datetime
from typing import TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

R = TypeVar("R", bound=HttpResponseBase)

# A shared cache in front may answer for one second; a browser asks every time. Answers that say so, and nothing else,
# are kept by the page cache as well.
PUBLIC_PAGE = "public, max-age=0, s-maxage=1"
# An answer that nobody keeps: what was asked is somebody's own.
NOBODYS = "private, no-store"


def shared(response: R, *, query: tuple[str, ...] = ()) -> R:
    """Say of an answer of the public host that everybody gets the same.

    Args:
        response: the answer; HostMiddleware overrules it for anybody who is known.
        query: the parameters it depends on. An answer to any other query string is not kept.
    """
    response.headers["Cache-Control"] = PUBLIC_PAGE
    response.page_cache_query = query  # type: ignore[attr-defined]
    return response


def changes_at(request: HttpRequest, moment: datetime | None) -> None:
    """Say that what is being shown changes by itself at ``moment`` (aware): it is not kept beyond. The earliest counts."""
    known: datetime | None = getattr(request, "page_cache_until", None)
    if moment is not None and (known is None or moment < known):
        request.page_cache_until = moment  # type: ignore[attr-defined]
