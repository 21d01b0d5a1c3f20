"""Letting a program of an organisation in by its token, or refusing it as RFC 6750 has it.

The token stands for the organisation and for no person. It opens what its scopes name, on the extranet's API alone, while
the organisation is open and confirmed and whoever made it is still a manager there. All of that is looked up at every call.
"""

from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone

from accounts.models import Role
from accounts.throttle import Limit, take_slot
from audiences.admission import usable
from audiences.http import GuildhallRequest
from audiences.keys import PARTNER, PUBLIC, organisation_key
from audiences.principal import Principal
from audiences.problems import problem
from audiences.tokens.door import LAST_USED_EVERY, TokenNotTaken, refuse_token
from audiences.tokens.format import digest_of, is_well_formed
from partners.models import Membership, OrganisationToken
from partners.programs.format import PREFIX, is_organisations_token
from partners.programs.scopes import OPENED_BY

A_MINUTE = Limit(attempts=120, seconds=60)  # calls with one token
NOT_VALID_HERE = (
    "This token is not valid here: it may have expired, been revoked, or be for another host, or whoever made it is no"
    " manager of the organisation any more"
)


def principal_of_program(request: GuildhallRequest, value: str) -> Principal | None:
    """The organisation's program behind a token; ``None`` for what is no token of an organisation's.

    Raises:
        TokenNotTaken: 401 for a token that is not good here, 403 for an address or a journey that it does not open, 429
            after too many calls in a minute, and after fifty refusals of one network in a quarter of an hour.
    """
    if not is_organisations_token(value):
        return None
    token = _find(value) if request.host_audience == PARTNER and is_well_formed(value, PREFIX) else None
    if token is None:
        raise TokenNotTaken(refuse_token(request, "organisation-token", NOT_VALID_HERE))
    if take_slot(f"organisation-token:{token.pk}", A_MINUTE) is None:
        raise TokenNotTaken(_too_often())
    _check_scope(request, token)
    _note_use(token)
    slug = token.organisation.slug
    return Principal(
        user=None,
        audience=PARTNER,
        keys=frozenset({PUBLIC, PARTNER, organisation_key(slug)}),
        roles=frozenset(),
        method="token",
        organisation=slug,
        only_journeys=frozenset(token.journeys),
    )


def _find(value: str) -> OrganisationToken | None:
    found = (
        OrganisationToken.objects.filter(
            digest=digest_of(value), revoked_at=None, expires_at__gt=timezone.now()
        )
        .select_related("organisation", "made_by")
        .first()
    )
    if found is None or not usable(found.made_by):
        return None
    manages = Membership.objects.in_force().filter(
        organisation=found.organisation_id, user=found.made_by_id, role=Role.PARTNER_MANAGER
    )
    return found if manages.exists() else None


def _check_scope(request: GuildhallRequest, token: OrganisationToken) -> None:
    try:
        match = resolve(request.path_info, request.urlconf)
    except Resolver404:
        return  # there is nothing there, and the answer says so
    opened_by = OPENED_BY.get(match.view_name, frozenset())
    if not opened_by & set(token.scopes):
        raise TokenNotTaken(_not_for_this(" ".join(sorted(opened_by))))
    begins = match.kwargs["slug"] if match.view_name == "api:start_submission" else ""
    if begins and token.journeys and begins not in token.journeys:
        raise TokenNotTaken(problem(403, "This token is not for this journey"))


def _note_use(token: OrganisationToken) -> None:
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= LAST_USED_EVERY:
        OrganisationToken.objects.filter(pk=token.pk).update(last_used_at=now)


def _too_often() -> HttpResponse:
    answer = problem(429, "Too many calls with this token. Wait a minute")
    answer.headers["Retry-After"] = str(A_MINUTE.seconds)
    return answer


def _not_for_this(scope: str) -> HttpResponse:
    answer = problem(403, "This token does not open this address")
    wanted = f', scope="{scope}"' if scope else ""
    answer.headers["WWW-Authenticate"] = f'Bearer realm="Guildhall", error="insufficient_scope"{wanted}'
    return answer
