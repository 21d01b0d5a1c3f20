"""Letting a program in by its reading token, or refusing it as RFC 6750 has it.

A token opens only what says that it may (``scopes``), by the methods it says (reading, mostly), only on the host it was made for, and only as
long as its owner would be let in there themselves; of staff, only while the council's own sign-in lets them in.
"""

import datetime
from dataclasses import replace

from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.throttle import Limit, network_of, take_slot
from audiences.admission import admit_program
from audiences.http import GuildhallRequest, bearer_token
from audiences.keys import PUBLIC
from audiences.models import ReadingToken
from audiences.principal import Principal
from audiences.problems import problem
from audiences.tokens.format import digest_of, is_reading_token, is_well_formed
from audiences.tokens.scopes import scope_of

# When a token was last used is for people who tidy up; a row written at each request would be for nobody.
LAST_USED_EVERY = datetime.timedelta(hours=1)
REFUSED_BY_NETWORK = Limit(attempts=50, seconds=15 * 60)
NOT_VALID_HERE = (
    "This token is not valid here: it may have expired, been revoked, or be for another host, or its owner has not"
    " signed in for two weeks"
)


class TokenNotTaken(Exception):
    """The request is refused with this answer."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer
        super().__init__()


def reading_token_of(request: GuildhallRequest) -> str | None:
    """The reading token that came with the request, if any. Other Bearer tokens are other parts' business."""
    value = bearer_token(request)
    return value if is_reading_token(value) else None


def principal_of_token(request: GuildhallRequest, value: str) -> Principal:
    """The reader behind a token: the keys its owner would hold on this host now, and no roles.

    Raises:
        TokenNotTaken: 401 for a token that is not good here, 403 for an address it does not open, 429 after fifty
            refusals of one network in a quarter of an hour.
    """
    token = _find(value, request.host_audience)
    principal = admit_program(token.user, token.audience) if token else None
    if token is None or principal is None:
        raise TokenNotTaken(refuse_token(request, "reading-token", NOT_VALID_HERE))
    scope = _scope_wanted(request)
    if scope is None or scope not in token.scopes:
        raise TokenNotTaken(_not_for_this(scope))
    _note_use(token)
    return replace(principal, roles=frozenset())


def _find(value: str, audience: str) -> ReadingToken | None:
    if audience == PUBLIC or not is_well_formed(value):
        return None
    return (
        ReadingToken.objects.filter(
            digest=digest_of(value), audience=audience, revoked_at=None, expires_at__gt=timezone.now()
        )
        .select_related("user")
        .first()
    )


def _scope_wanted(request: GuildhallRequest) -> str | None:
    try:
        return scope_of(resolve(request.path_info, request.urlconf).view_name, request.method or "")
    except Resolver404:
        return None


def _note_use(token: ReadingToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= LAST_USED_EVERY:
        ReadingToken.objects.filter(pk=token.pk).update(last_used_at=now)


def refuse_token(request: GuildhallRequest, counted_as: str, title: str) -> HttpResponse:
    """One answer for every kind of bad token, so that it tells nothing; 429 to a network that has sent too many of those
    that are ``counted_as`` the same."""
    if take_slot(f"{counted_as}:{network_of(request)}", REFUSED_BY_NETWORK) is None:
        answer = problem(429, "Too many refused tokens. Wait 15 minutes")
        answer.headers["Retry-After"] = str(REFUSED_BY_NETWORK.seconds)
        return answer
    answer = problem(401, title)
    answer.headers["WWW-Authenticate"] = 'Bearer realm="Guildhall", error="invalid_token"'
    return answer


def _not_for_this(scope: str | None) -> HttpResponse:
    answer = problem(403, "A reading token does not open this address")
    wanted = f', scope="{scope}"' if scope else ""
    answer.headers["WWW-Authenticate"] = f'Bearer realm="Guildhall", error="insufficient_scope"{wanted}'
    return answer
