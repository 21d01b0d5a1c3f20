"""Who may come in by the pull door: whoever holds a good token of a destination, on the public host."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.security import HttpBearer

from accounts.throttle import Limit, take_slot
from audiences.keys import PUBLIC
from audiences.problems import problem
from audiences.tokens.door import TokenNotTaken, refuse_token
from forms_engine.delivery.models import Destination, DestinationToken
from forms_engine.delivery.pull.tokens import note_use, token_named

CALLS = Limit(attempts=600, seconds=60)  # of one token
NOT_GOOD = "Send a good token of the destination as Bearer"


class DestinationBearer(HttpBearer):
    """``Authorization: Bearer`` with a token of the destination (``ghd_…``)."""

    openapi_bearerFormat = "ghd_…"

    def __call__(self, request: HttpRequest) -> DestinationToken:
        """The token that came.

        Raises:
            Http404: on another host than the public one.
            TokenNotTaken: 401 without a good one, 429 after too many calls, or too many bad tokens from one network.
        """
        if request.host_audience != PUBLIC:  # type: ignore[attr-defined]  # set by audiences.middleware
            raise Http404
        scheme, _, value = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not value.strip():
            answer = problem(401, NOT_GOOD)
            answer.headers["WWW-Authenticate"] = 'Bearer realm="Guildhall"'
            raise TokenNotTaken(answer)
        token = token_named(value.strip())
        if token is None:
            raise TokenNotTaken(refuse_token(request, "destination-token", NOT_GOOD))  # type: ignore[arg-type]
        if take_slot(f"destination-token:{token.pk}", CALLS) is None:
            answer = problem(429, f"More than {CALLS.attempts} calls in a minute. Wait a minute")
            answer.headers["Retry-After"] = str(CALLS.seconds)
            raise TokenNotTaken(answer)
        note_use(token)
        return token

    def authenticate(self, request: HttpRequest, token: str) -> DestinationToken | None:
        """Never asked: ``__call__`` decides."""
        raise NotImplementedError


def destination_of(request: HttpRequest) -> Destination:
    """The destination whose token ``DestinationBearer`` has let in."""
    token = request.auth  # type: ignore[attr-defined]  # set by ninja
    assert isinstance(token, DestinationToken)
    return token.destination


def register_refusals(api: NinjaAPI) -> None:
    """Have ``api`` answer a token that is not taken as it was decided."""

    def refused(request: HttpRequest, error: Any) -> HttpResponse:
        answer: HttpResponse = error.answer
        return answer

    api.add_exception_handler(TokenNotTaken, refused)
