"""Who reads the measures."""

from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal

MANAGERS = frozenset({Role.TEAM_LEAD, Role.SERVICE_MANAGER, Role.ADMINISTRATOR})


def may_measure(principal: Principal) -> bool:
    """Whether this principal reads measures at all: team leads, service managers and administrators, on the intranet. Of
    what, is for the services' openness to say. Nobody does while they practise: practice is never counted."""
    return (
        principal.user is not None
        and principal.audience == STAFF
        and STAFF in principal.keys
        and bool(principal.roles & MANAGERS)
        and not principal.practising
    )
