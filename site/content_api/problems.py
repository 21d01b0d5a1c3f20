"""Errors of the API, as ``application/problem+json`` (RFC 9457). Also what other parts raise and answer with."""

import logging
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

logger = logging.getLogger(__name__)


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
    api.add_exception_handler(Exception, _unexpected)


def unknown_address(request: HttpRequest, path: str = "") -> HttpResponse:
    """The answer below ``/api/`` where the API has nothing: data, never the site's own page."""
    return problem(404, "There is nothing at this address")


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    # Never the exception's own words: they can name what is not to be known.
    return problem(404, "There is nothing at this address")


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [{"where": [str(part) for part in one["loc"]], "message": one["msg"]} for one in error.errors]
    return problem(422, "The request is not valid", errors=errors)


def _unauthenticated(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(401, "Sign in to use this address")


def _unexpected(request: HttpRequest, error: Any) -> HttpResponse:
    logger.error("the API failed at %s", request.path, exc_info=error)
    return problem(500, "Something is wrong on our side. Try again later")


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code, str(error))
