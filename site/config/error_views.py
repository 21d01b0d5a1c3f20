"""The pages people see when something is not there, not theirs, or broken."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render

from content.languages.switch import front_pages
from forms_engine.journeys.help import help_for

logger = logging.getLogger(__name__)

# Shown when even the error page cannot be made, for instance while the database is away.
LAST_RESORT = """<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Sorry, there is a problem</title><h1>Sorry, there is a problem with this service</h1>
<p>Try again in a few minutes. Anything you have submitted is safe.</p></html>"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """400: the request makes no sense."""
    return _page(request, "errors/400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: signed in, but not allowed."""
    return _page(request, "errors/403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form that was open too long, or came from elsewhere; says how to go on."""
    return _page(request, "errors/403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """404: not there, or not for whoever asks; the page does not tell which."""
    return _page(request, "errors/404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Never fails itself."""
    try:
        return _page(request, "errors/500.html", 500)
    except Exception:
        logger.exception("the error page failed too")
        return HttpResponseServerError(LAST_RESORT)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    context = {**help_for(request), "translations": front_pages(request)}
    return render(request, template, context, status=status)
