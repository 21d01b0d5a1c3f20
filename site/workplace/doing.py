"""Doing something to a request, or saying why not: how every button of a request's page that asks for nothing more is
answered."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect

from audiences.http import GuildhallRequest
from forms_engine.requests.models import Request
from forms_engine.requests.states import NotAllowed, StateRefused


def why_not(act: Callable[[], object]) -> str:
    """Do it. "" where it was done, otherwise why nothing was changed.

    Raises:
        PermissionDenied: for whoever may not do it at all.
    """
    try:
        act()
    except NotAllowed as error:
        raise PermissionDenied from error
    except StateRefused as refused:
        return str(refused)
    return ""


def do(request: GuildhallRequest, found: Request, act: Callable[[], object], done: str) -> HttpResponse:
    """Do it, and go back to the request's page, which says that it is ``done``, or why not."""
    if refusal := why_not(act):
        messages.warning(request, refusal)
    else:
        messages.success(request, done)
    return redirect("work_request", reference=found.reference)
