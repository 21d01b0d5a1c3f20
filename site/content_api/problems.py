"""Errors of the API, as ``application/problem+json`` (RFC 9457). Also what other parts raise and answer with."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError


def problem(status: int, title: str, **members: Any) -> HttpResponse:
    """A problem answer. ``members`` are extra members of the document, such as ``errors``."""
    return JsonResponse(
        {"type": "about:blank", "title": title, "status": status, **members},
        status=status,
        content_type="application/problem+json",
    )


def register_problems(api: NinjaAPI) -> None:
    """Make every error of ``api`` a problem document."""
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unauthenticated)
    api.add_exception_handler(HttpError, _http_error)


def _not_found(request: HttpRequest, error: Exception) -> HttpResponse:
    # Never the exception's own words: they can name what is not to be known.
    return problem(404, "There is nothing at this address")


def _invalid(request: HttpRequest, error: Exception) -> HttpResponse:
    details = error.errors if isinstance(error, ValidationError) else []
    errors = [{"where": [str(part) for part in one["loc"]], "message": one["msg"]} for one in details]
    return problem(422, "The request is not valid", errors=errors)


def _unauthenticated(request: HttpRequest, error: Exception) -> HttpResponse:
    return problem(401, "Sign in to use this address")


def _http_error(request: HttpRequest, error: Exception) -> HttpResponse:
    status = error.status_code if isinstance(error, HttpError) else 500
    return problem(status, str(error))
