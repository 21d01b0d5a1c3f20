"""What the council's own sign-in changes here: accounts of people who work for the council."""

import logging

from django.db import transaction
from django.utils import timezone

from accounts.models import Role, RoleGrant, User
from accounts.proved_addresses import forget_unproved
from accounts.selectors import roles_from
from accounts.services import grant_role, withdraw_role
from accounts.sessions import sign_out_everywhere
from accounts.staff.id_token import Member
from accounts.staff.refusals import Reason, Refused

logger = logging.getLogger(__name__)


def receive(member: Member) -> User:
    """The account of ``member``, made at the first sign-in, with the name, address and roles the provider tells now.

    An account is found by its identity alone. Roles given here stay; roles the provider gave and gives no longer go.

    Raises:
        Refused: for somebody without a role (who loses staff access and every session), and for a closed account.
    """
    if not member.roles:
        shut_out(member.identity)
        raise Refused(Reason.NO_ROLE)
    user = _bring_up_to_date(member)
    if not user.is_active:
        raise Refused(Reason.CLOSED)
    return user


@transaction.atomic
def shut_out(identity: str) -> None:
    """End what somebody may do as staff, with all their sessions. Nothing happens for an identity without account."""
    user = User.objects.select_for_update().filter(work_identity=identity).first()
    if user is None:
        return
    user.is_staff = False
    user.save(update_fields=["is_staff"])
    _set_roles(user, frozenset())
    sign_out_everywhere(user)


@transaction.atomic
def _bring_up_to_date(member: Member) -> User:
    user, _ = User.objects.select_for_update().get_or_create(
        work_identity=member.identity, defaults={"name": member.name or "–", "password": "!"}
    )
    if not user.is_active:
        return user
    user.is_staff = True
    user.work_seen_at = timezone.now()
    user.name = member.name or user.name
    user.email = _address_for(user, member)
    forget_unproved(user)
    user.save(update_fields=["is_staff", "name", "email", "work_seen_at"])
    _set_roles(user, member.roles)
    return user


def _address_for(user: User, member: Member) -> str | None:
    """The address the provider tells, if this account may have it.

    Among accounts of one tenant the provider says whose it is now. An account made here keeps its own: whoever holds
    it may read it, and what a directory says of an address proves nothing about them.
    """
    if not member.email:
        return None
    holder = User.objects.select_for_update().filter(email=member.email).exclude(pk=user.pk).first()
    if holder is None:
        return member.email
    if holder.work_identity is None or _directory(holder.work_identity) != _directory(member.identity):
        logger.warning("The work address of account %s belongs to another account here", user.pk)
        return None
    holder.email = None
    forget_unproved(holder)
    holder.save(update_fields=["email"])
    return member.email


def _directory(identity: str) -> str:
    return identity.partition(" ")[0]


def _set_roles(user: User, roles: frozenset[Role]) -> None:
    source = RoleGrant.Source.OPENID
    before = roles_from(user, source)
    for role in roles - before:
        grant_role(user, role, source=source)
    for role in before - roles:
        withdraw_role(user, role, source=source)
