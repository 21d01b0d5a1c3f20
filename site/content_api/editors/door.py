"""Who may use Wagtail's API: programs of people who may open the admin now.

Wagtail answers strangers with what is public, takes a token for as long as its owner's account is open, and leaves
caching unsaid. Here a stranger gets 401 like everywhere on the staff host, a token ends with its owner's right to open the admin
or a fortnight after the council's own sign-in let them in last, and nothing is kept.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from wagtail.models import APIToken

from audiences.admission import admit_program
from audiences.http import GuildhallRequest
from audiences.keys import STAFF
from audiences.principal import Principal
from audiences.problems import problem
from audiences.tokens.door import TokenNotTaken, refuse_token

PREFIX = "/api/wagtail/v3/"
ADMIN = "wagtailadmin.access_admin"
NOT_VALID = "This token is not valid, or its owner may not open the admin any more"


def principal_of_editors_token(request: GuildhallRequest, token: str) -> Principal | None:
    """Whom one of Wagtail's tokens stands for at the addresses of Wagtail's API; ``None`` anywhere else.

    Raises:
        TokenNotTaken: 401 for one that is not good, 429 after fifty of those from one network in a quarter of an hour.
    """
    if request.host_audience != STAFF or not request.path_info.startswith(PREFIX):
        return None
    found = APIToken.objects.filter(key_hash__in=APIToken.candidate_key_hashes(token), revoked_at=None)
    owner = found.select_related("user").first()
    principal = admit_program(owner.user, STAFF) if owner else None
    if owner is None or principal is None or not owner.user.has_perm(ADMIN):
        raise TokenNotTaken(refuse_token(request, "editors-token", NOT_VALID))
    return principal


def for_editors(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Have a view of Wagtail's API answer editors' programs alone. A session does not do: no token, no answer."""

    @csrf_exempt  # a token is sent by nobody's browser of itself
    @wraps(view)
    def wrapped(request: GuildhallRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.principal.method != "token":
            return _ask_for_token()
        response = view(request, *args, **kwargs)
        patch_vary_headers(response, ["Authorization"])
        response.headers["Cache-Control"] = "private, no-store"
        return response

    return wrapped


def _ask_for_token() -> HttpResponse:
    answer = problem(401, "Send one of your API tokens (Settings, API tokens in the admin) as Bearer")
    answer.headers["WWW-Authenticate"] = 'Bearer realm="Guildhall"'
    return answer
