"""Everything that changes organisations and who belongs to them.

Each verb takes the principal who asks, locks the organisation's row, finds out what the principal may do there at that
moment, and writes down what happened, all in one transaction. Locks: organisation, then invitation or membership.
"""

from partners.services.invitations import accept_invitation, cancel, invite, resend
from partners.services.members import add_member, change_role, end_membership, extend
from partners.services.organisations import (
    change_organisation,
    close_organisation,
    confirm,
    open_organisation,
    reopen_organisation,
)

__all__ = [
    "accept_invitation",
    "add_member",
    "cancel",
    "change_organisation",
    "change_role",
    "close_organisation",
    "confirm",
    "end_membership",
    "extend",
    "invite",
    "open_organisation",
    "reopen_organisation",
    "resend",
]
