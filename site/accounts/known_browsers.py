"""Browsers that have signed in to an account before, so that strangers cannot use up what their owners may try.

A browser keeps a signed cookie with a random mark and a digest of each address that was proved or signed in with
there. It opens nothing: it only has its tries counted apart (OWASP calls this a device cookie). The digests are keyed, so
that whoever reads the cookie learns no address.
"""

import hashlib
import hmac
import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE = "known-browser"
LASTS = 365 * 24 * 60 * 60  # seconds
KEPT = 5  # addresses


def known_as(request: HttpRequest, address: str) -> str:
    """The mark of this browser if it has signed in with ``address`` before, otherwise ""."""
    mark, digests = _read(request)
    return mark if _digest(mark, address) in digests else ""


def remember_browser(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Have the browser keep that it has signed in with ``address``."""
    mark, digests = _read(request)
    digest = _digest(mark, address)
    kept = [digest, *(other for other in digests if other != digest)][:KEPT]
    response.set_cookie(
        COOKIE,
        signing.dumps([mark, kept], salt=COOKIE),
        max_age=LASTS,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        mark, digests = signing.loads(request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=LASTS)
    except signing.BadSignature:
        return secrets.token_urlsafe(16), []
    return mark, digests


def _digest(mark: str, address: str) -> str:
    return hmac.digest(
        settings.SECRET_KEY.encode(), f"{COOKIE}:{mark}:{address}".encode(), hashlib.sha256
    ).hex()[:32]
