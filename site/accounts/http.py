"""Requests as our middleware leaves them."""

from django.http import HttpRequest


class HostRequest(HttpRequest):
    """A request that ``HostMiddleware`` has seen."""

    host_audience: str
    urlconf: str
