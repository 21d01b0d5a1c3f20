"""Who keeps the lines' totals."""

from accounts.roles import Role
from audiences.keys import STAFF
from audiences.principal import Principal


def may_import(principal: Principal) -> bool:
    """Whether this principal may import call totals: service managers and administrators, on the intranet."""
    may = bool(principal.roles & {Role.SERVICE_MANAGER, Role.ADMINISTRATOR})
    return may and principal.audience == STAFF and STAFF in principal.keys
