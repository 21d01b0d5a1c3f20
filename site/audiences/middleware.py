"""Which host, and who is asking. Every request passes both, errors and previews included."""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import DisallowedHost
from django.http import HttpResponse, HttpResponseNotFound
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve, reverse, set_urlconf

from accounts.models import User
from accounts.second_factor.rule import counts
from accounts.sessions import note_use, session_audience
from audiences.admission import acting_for, admit, for_preview, helping
from audiences.current import answering
from audiences.held_by_browser import holds_draft
from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC, STAFF
from audiences.principal import ACTING_FOR, HELPING, PRACTISING, Principal
from audiences.problems import problem
from audiences.registry import principal_of_bearer
from audiences.tokens.door import TokenNotTaken, principal_of_token, reading_token_of

GetResponse = Callable[[GuildhallRequest], HttpResponseBase]

# The only views a stranger may reach on a staff or partner host (health and static files are answered before).
OPEN_URL_NAMES = frozenset(
    {
        "robots",
        # The colours of the site, which its sign-in page wears too.
        "brand_sheet",
        "sign_in",
        "sign_in_ask",
        "sign_in_code",
        "sign_in_code_again",
        "sign_in_passkey",
        "passkey_options",
        "sign_in_refused",
        "staff_openid_start",
        "staff_openid_callback",
        # Whoever holds the link of an invitation becomes a member by it; somebody else signs out first.
        "open_invitation",
        "accept_invitation",
        "sign_out",
        # Each of these finds out itself whose second factor it is about, and sends strangers to sign-in.
        "second_factor",
        "second_factor_set_up",
        "second_factor_app",
        "second_factor_passkey",
        "second_factor_passkey_options",
        "second_factor_make_passkey",
        "second_factor_recovery_codes",
        "second_factor_done",
    }
)

NEVER_KEEP = "private, no-store"


class HostMiddleware:
    """Sets ``request.host_audience`` and the URLs of that host; a host that is not ours gets 404.

    Also the last word on caching: nothing of the staff and partner hosts is ever kept, nor what the public host says
    to somebody signed in or with answers under way, nor any answer that sets a cookie.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: GuildhallRequest) -> HttpResponseBase:
        """Answer one request."""
        try:
            host = split_domain_port(request.get_host())[0]
            request.host_audience = settings.ENVIRONMENT.hosts[host]
        except (DisallowedHost, KeyError):
            return HttpResponseNotFound("There is no site at this address.", content_type="text/plain")
        request.urlconf = settings.HOST_URLCONFS[request.host_audience]
        # Also for addresses made before the view is found, and in previews, where none is looked for.
        set_urlconf(request.urlconf)
        response = self.get_response(request)
        if request.host_audience != PUBLIC or response.cookies or _is_personal(request):
            response.headers["Cache-Control"] = NEVER_KEEP
        return response


class PrincipalMiddleware:
    """Sets ``request.principal``, and ``request.user`` to nobody where the session was made elsewhere.

    The public host reads its session only when a session cookie came, so that an anonymous page varies on nothing.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: GuildhallRequest) -> HttpResponseBase:
        """Answer one request, or refuse it."""
        if getattr(request, "is_dummy", False):
            # An editor's preview, made inside an admin request that has been let in already. It shows the page as its
            # readers see it and leaves the editor's session alone.
            request.principal = for_preview(request.host_audience)
            with answering(request):
                return self.get_response(request)
        try:
            request.principal = _principal(request)
        except TokenNotTaken as refused:
            request.principal, request.user = Principal.nobody(request.host_audience), AnonymousUser()
            return refused.answer
        if request.principal.method != "session":
            # A program acts by its principal alone: what a person may do in the admin is not its.
            request.user = AnonymousUser()
        if not request.principal.keys and not _is_open(request):
            return _refusal(request)
        with answering(request):
            return self.get_response(request)


def _is_personal(request: GuildhallRequest) -> bool:
    principal = getattr(request, "principal", None)
    return (principal is not None and principal.is_signed_in) or holds_draft(request)


def _principal(request: GuildhallRequest) -> Principal:
    stranger = (
        Principal.public() if request.host_audience == PUBLIC else Principal.nobody(request.host_audience)
    )
    if (token := reading_token_of(request)) is not None:
        return principal_of_token(request, token)
    if (program := principal_of_bearer(request)) is not None:
        return program
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return stranger
    if session_audience(request.session) != request.host_audience or not isinstance(request.user, User):
        return stranger
    if not counts(request.session, request.user, request.host_audience):
        return stranger
    principal = admit(request.user, request.host_audience)
    if principal is None:
        return stranger
    note_use(request.session)
    if principal.audience == PARTNER and not principal.organisation:
        principal = acting_for(principal, request.session.get(ACTING_FOR))
    if principal.audience == PUBLIC:
        principal = helping(principal, request.session.get(HELPING))
    # Whoever has turned practice on has it on in this session, on the intranet, until they turn it off.
    practising = principal.audience == STAFF and bool(request.session.get(PRACTISING))
    return replace(principal, practising=True) if practising else principal


def _is_open(request: GuildhallRequest) -> bool:
    try:
        return resolve(request.path_info, request.urlconf).view_name in OPEN_URL_NAMES
    except Resolver404:
        return False


def _refusal(request: GuildhallRequest) -> HttpResponse:
    """What a stranger is told: where to sign in if they are reading pages, a bare 401 otherwise."""
    if request.path_info.startswith("/api/"):
        response = problem(401, "Sign in to use this address")
    elif request.method in {"GET", "HEAD"} and request.accepts("text/html"):
        return redirect_to_login(request.get_full_path(), reverse("sign_in"))
    else:
        response = HttpResponse("Sign in to use this address.", status=401, content_type="text/plain")
    response.headers["WWW-Authenticate"] = 'Session realm="Guildhall"'
    return response
