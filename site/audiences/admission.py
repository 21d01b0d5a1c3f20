"""Who may enter which host, and what they hold there. Worked out anew for every request, so that leaving a job or an
organisation takes effect at once."""

from dataclasses import replace
from uuid import UUID

from django.conf import settings

from accounts.models import Role, User
from accounts.roles import PARTNER_ROLES, STAFF_ROLES
from accounts.second_factor.rule import programs_act_for
from accounts.selectors import roles_of
from audiences.keys import PARTNER, PUBLIC, STAFF, organisation_key, organisations_in
from audiences.principal import Principal
from audiences.registry import is_invited, organisation_keys

# A role counts only where its work is done: an editor on the public host is a resident.
ROLES_BY_AUDIENCE: dict[str, frozenset[Role]] = {
    PUBLIC: frozenset({Role.RESIDENT}),
    STAFF: STAFF_ROLES,
    PARTNER: PARTNER_ROLES,
}


def usable(user: User) -> bool:
    """Whether the account may be used at all: open, and not a demonstration account outside demo mode."""
    return user.is_active and (not user.is_demo or settings.ENVIRONMENT.demo)


def admit(user: User, audience: str) -> Principal | None:
    """The principal ``user`` becomes on this audience's host, or ``None`` where they may not enter."""
    if not usable(user):
        return None
    if audience == PUBLIC:
        keys = frozenset({PUBLIC})
    elif audience == STAFF and user.is_staff:
        keys = frozenset({PUBLIC, STAFF})
    elif audience == PARTNER and (organisations := organisation_keys(user)):
        keys = frozenset({PUBLIC, PARTNER}) | organisations
    elif audience == PARTNER and is_invited(user):
        # They may sign in to accept the invitation, and hold no key until they have.
        keys = frozenset()
    else:
        return None
    # Whoever belongs to one organisation acts for that; of several, they choose one.
    theirs = organisations_in(keys)
    return Principal(
        user=user,
        audience=audience,
        keys=keys,
        roles=roles_of(user) & ROLES_BY_AUDIENCE[audience],
        organisation=theirs[0] if len(theirs) == 1 else "",
    )


def acting_for(principal: Principal, organisation: object) -> Principal:
    """The same person acting for one of the organisations they belong to; unchanged where they do not belong to it, as
    for what an old session says."""
    if organisation not in organisations_in(principal.keys):
        return principal
    return replace(principal, organisation=str(organisation))


def helping(principal: Principal, agreement: object) -> Principal:
    """The same resident acting for somebody else, by the agreement that their session names. Whether it stands, and what
    it opens, is asked each time something is read (``forms_engine.requests.helping``); what is no name of one changes
    nothing."""
    try:
        return replace(principal, helping=UUID(agreement)) if isinstance(agreement, str) else principal
    except ValueError:
        return principal


def admit_program(user: User, audience: str) -> Principal | None:
    """Whom a token of ``user`` stands for on this audience's host: the person with their keys, or ``None`` where they hold
    none there, or their programs have stopped (``programs_act_for``)."""
    principal = admit(user, audience) if programs_act_for(user, audience) else None
    return replace(principal, method="token") if principal and principal.keys else None


def for_preview(audience: str, organisation: str = "") -> Principal:
    """Any reader of that audience, as an editor's preview shows the page to them: no user and no roles. Among partners,
    a member of ``organisation`` (its slug), or of none."""
    keys = {PUBLIC, audience}
    if audience == PARTNER and organisation:
        keys.add(organisation_key(organisation))
    return Principal(user=None, audience=audience, keys=frozenset(keys), roles=frozenset(), method="preview")
