"""Everything that changes organisations and who belongs to them.

Each verb takes the principal who asks, locks the organisation's row, finds out what the principal may do there at that
moment, and writes down what happened, all in one transaction. Locks: organisation, then invitation or membership.
"""

from partners.services.drafts import take_over
from partners.services.invitations import accept_invitation, cancel, invite, resend
from partners.services.members import add_member, change_role, end_membership, extend
from partners.services.organisations import (
    change_organisation,
    close_organisation,
    confirm,
    open_organisation,
    reopen_organisation,
)
from partners.services.second_factors import make_card, reset_second_factor
from partners.services.tokens import make_token, revoke_token

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
    "make_card",
    "make_token",
    "open_organisation",
    "reopen_organisation",
    "resend",
    "reset_second_factor",
    "revoke_token",
    "take_over",
]
