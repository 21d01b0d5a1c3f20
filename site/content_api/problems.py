"""How the API answers when something is wrong: always a problem document."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, UnreadablePostError
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from audiences.http import GuildhallRequest
from audiences.problems import Refused, problem
from content_api.other_origins import open_to_other_origins

logger = logging.getLogger(__name__)


def register_problems(api: NinjaAPI) -> None:
    """Make every error of ``api`` a problem document."""
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(Refused, _refused)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unauthenticated)
    api.add_exception_handler(RequestDataTooBig, _too_big)
    api.add_exception_handler(UnreadablePostError, _broken_off)
    api.add_exception_handler(HttpError, _http_error)
    api.add_exception_handler(Exception, _unexpected)


@open_to_other_origins
def unknown_address(request: GuildhallRequest) -> HttpResponse:
    """The answer below ``/api/`` where the API has nothing: data, never the site's own page."""
    return problem(404, "There is nothing at this address")


def other_methods_refused(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have ``view`` answer a method that its address does not have with a problem, too."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refusal = problem(405, "This address has no such method")
        allowed = response.headers["Allow"]
        refusal.headers["Allow"] = f"{allowed}, HEAD" if "GET" in allowed.split(", ") else allowed
        return refusal

    return wrapped


def heads_answered(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have ``view`` answer HEAD as it answers GET, without the body (RFC 9110, section 9.3.2)."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "HEAD":
            return view(request, *args, **kwargs)
        request.method = "GET"
        try:
            response = view(request, *args, **kwargs)
        finally:
            request.method = "HEAD"
        response.headers.setdefault("Content-Length", str(len(response.content)))
        response.content = b""
        return response

    return wrapped


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    # Never the exception's own words: they can name what is not to be known.
    return problem(404, "There is nothing at this address")


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, error.title, **error.members)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    errors = [{"where": [str(part) for part in one["loc"]], "message": one["msg"]} for one in error.errors]
    return problem(422, "The request is not valid", errors=errors)


def _unauthenticated(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(401, "Sign in to use this address")


def _too_big(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(413, "The request is too large")


def _broken_off(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(400, "The request broke off before its end")


def _unexpected(request: HttpRequest, error: Any) -> HttpResponse:
    logger.error("the API failed at %s", request.path, exc_info=error)
    return problem(500, "Something is wrong on our side. Try again later")


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    # ninja hides what its parser raised behind an error of its own.
    if isinstance(error.__cause__, Refused):
        return _refused(request, error.__cause__)
    return problem(error.status_code, str(error))
