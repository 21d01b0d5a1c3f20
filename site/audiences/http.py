"""Requests as our middleware leaves them, and what they bring. Views name this type for their first argument."""

from django.http import HttpRequest

from accounts.http import HostRequest
from audiences.principal import Principal


class GuildhallRequest(HostRequest):
    """A request with its principal. Nothing a caller sends is in either attribute."""

    principal: Principal


def bearer_token(request: HttpRequest) -> str:
    """The Bearer token (RFC 6750, section 2.1) that came with the request, of whatever kind; "" where there is none."""
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""
