"""Which browser asked for a one-time code: a random mark in a cookie of its own. It says nothing about anybody."""

import hashlib
import secrets

from django.http import HttpRequest, HttpResponse

COOKIE = "asked-for-code"
LASTS = 24 * 60 * 60  # seconds


def asking_browser(request: HttpRequest) -> tuple[str, str]:
    """The browser's mark, a new one where it has none, and the digest of it that codes are bound to."""
    mark = request.COOKIES.get(COOKIE) or secrets.token_urlsafe(24)
    return mark, hashlib.sha256(mark.encode()).hexdigest()


def keep_mark(request: HttpRequest, response: HttpResponse, mark: str) -> None:
    """Have the browser keep its mark for a day, out of reach of scripts."""
    response.set_cookie(
        COOKIE, mark, max_age=LASTS, httponly=True, secure=request.is_secure(), samesite="Lax"
    )
