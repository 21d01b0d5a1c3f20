"""What each door of ``routes.py`` promises, as a verdict on one answer."""

import re
from dataclasses import dataclass

from django.http import HttpResponseBase

from tests.leaks.routes import Door, Route

TO_SIGN_IN = "/account/sign-in/"
# Where somebody who owns nothing here may begin: a journey's start, finding a request, asking for its code.
TO_THE_BEGINNING = re.compile(r"/journeys/[-\w]+/(\?lost)?|/requests/(\?lost)?|/requests/[^/]+/code/")


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody at the door of one host, as far as doors are concerned."""

    admitted: bool  # whether they are let in to this host: everybody is on the public one
    signed_in: bool
    officer: bool = False
    councillor: bool = False
    editor: bool = False


def refused(response: HttpResponseBase) -> bool:
    """Whether the answer is "sign in first"."""
    return response.status_code == 401 or (
        response.status_code == 302 and response.headers["Location"].startswith(TO_SIGN_IN)
    )


def is_kept(route: Route, audience: str, caller: Caller, response: HttpResponseBase) -> bool:
    """Whether the address answered this caller as its line promises."""
    status = response.status_code
    if status >= 500:
        return False
    if audience not in route.hosts:
        return _is_not_there(response) or (not caller.admitted and refused(response))
    if not caller.admitted and route.door is not Door.OPEN:
        return refused(response)
    return PROMISES[route.door](caller, response)


def _is_not_there(response: HttpResponseBase) -> bool:
    # Django offers the address with a slash at its end before it is sure that there is none.
    with_a_slash = response.status_code == 301 and response.headers["Location"].endswith("/")
    return response.status_code in {404, 405} or with_a_slash


def _readers(caller: Caller, response: HttpResponseBase) -> bool:
    return not refused(response)


def _signed_in(caller: Caller, response: HttpResponseBase) -> bool:
    return refused(response) != caller.signed_in


def _owner(caller: Caller, response: HttpResponseBase) -> bool:
    """Nothing here is anybody's: what the sample names does not exist."""
    if response.status_code == 302:
        return refused(response) or bool(TO_THE_BEGINNING.fullmatch(response.headers["Location"]))
    return response.status_code in {401, 403, 404}


def _officers(caller: Caller, response: HttpResponseBase) -> bool:
    return not refused(response) if caller.officer else response.status_code in {403, 404}


def _councillors(caller: Caller, response: HttpResponseBase) -> bool:
    return not refused(response) if caller.councillor else response.status_code in {403, 404}


def _work(caller: Caller, response: HttpResponseBase) -> bool:
    return not refused(response) if caller.councillor else _officers(caller, response)


def _editors(caller: Caller, response: HttpResponseBase) -> bool:
    # Wagtail sends whoever may not open the admin to its sign-in, which is ours.
    away = {302, 403, 404, 405}
    return caller.editor or response.status_code in away


def _leaving(caller: Caller, response: HttpResponseBase) -> bool:
    # There is more than one way out, and whoever has left by the first is a stranger at the next.
    return response.status_code in {302, 401}


def _signed_message(caller: Caller, response: HttpResponseBase) -> bool:
    return response.status_code in {400, 401, 403, 404}


def _nobody(caller: Caller, response: HttpResponseBase) -> bool:
    return response.status_code == 404 or refused(response)


PROMISES = {
    Door.OPEN: lambda caller, response: not refused(response),
    Door.READERS: _readers,
    Door.SIGNED_IN: _signed_in,
    Door.OWNER: _owner,
    Door.OFFICERS: _officers,
    Door.COUNCILLORS: _councillors,
    Door.WORK: _work,
    Door.EDITORS: _editors,
    Door.STEP: lambda caller, response: refused(response),
    Door.TOKEN: lambda caller, response: response.status_code == 401,
    Door.LEAVING: _leaving,
    Door.SIGNED_MESSAGE: _signed_message,
    Door.NOBODY: _nobody,
}
