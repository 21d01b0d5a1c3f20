"""Who may do what with money. Each answer is about a principal on the staff host; roles open nothing elsewhere."""

from accounts.models import User
from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal
from payments.errors import NotAllowed

MONEY = frozenset({Role.FINANCE, Role.FINANCE_APPROVER})
READERS = MONEY | {Role.AUDITOR}
COUNTER = MONEY | {
    Role.OFFICER,
    Role.RESTRICTED_CASE_OFFICER,
    Role.TEAM_LEAD,
    Role.SERVICE_MANAGER,
    Role.BOOKING_OFFICER,
}


def may_read_money(principal: Principal) -> bool:
    """Whether they may see charges, refunds, payouts and the books of all services."""
    return _holds(principal, READERS)


def may_ask_refunds(principal: Principal) -> bool:
    """Whether they may ask for money to be given back, and look after charges that need attention."""
    return _holds(principal, MONEY)


def may_approve_refunds(principal: Principal) -> bool:
    """Whether they may approve what another person asked for."""
    return _holds(principal, {Role.FINANCE_APPROVER})


def may_take_money(principal: Principal) -> bool:
    """Whether they may record money taken and make payment links. Which charges they see is the owner's rule."""
    return _holds(principal, COUNTER)


def person(principal: Principal, is_allowed: bool) -> User:
    """The person behind an allowed act.

    Raises:
        NotAllowed: where it is not allowed, or nobody is known.
    """
    if not is_allowed or principal.user is None:
        raise NotAllowed("You may not do this.")
    return principal.user


def _holds(principal: Principal, roles: frozenset[str] | set[Role]) -> bool:
    return principal.audience == STAFF and principal.user is not None and bool(principal.roles & set(roles))
