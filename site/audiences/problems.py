"""Refusals as problem documents (``application/problem+json``, RFC 9457): what every API of the house answers with.

They stand on this floor because the middleware refuses strangers with them, and every part above may raise them.
"""

from typing import Any

from django.http import HttpResponse, JsonResponse
from ninja import Schema

MEDIA_TYPE = "application/problem+json"


class Problem(Schema):
    """An error (RFC 9457). ``title`` is English, for who writes the program."""

    type: str
    title: str
    status: int


class Refused(Exception):
    """An API call that is refused. Whoever answers it says so with ``problem(status, title, **members)``."""

    def __init__(self, status: int, title: str, **members: Any) -> None:
        self.status, self.title, self.members = status, title, members
        super().__init__(title)


def problem(status: int, title: str, **members: Any) -> HttpResponse:
    """A problem answer. ``members`` are extra members of the document, such as ``errors``."""
    return JsonResponse(
        {"type": "about:blank", "title": title, "status": status, **members},
        status=status,
        content_type=MEDIA_TYPE,
    )
