"""The members of an organisation: their roles, their last day, their end."""

import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Role, User
from accounts.roles import PARTNER_ROLES
from accounts.selectors import roles_of
from accounts.services import grant_role, withdraw_role
from audiences.principal import Principal
from partners import letters
from partners.authority import Authority, require
from partners.models import Invitation, Membership, Organisation, OrganisationEvent, next_confirmation
from partners.selectors import waiting_invitations
from partners.services.history import lock, record, take_back
from partners.services.tokens import end_tokens


@transaction.atomic
def add_member(
    organisation: Organisation,
    user: User,
    *,
    role: Role = Role.PARTNER_MEMBER,
    expires: datetime.date | None = None,
    invitation: Invitation | None = None,
) -> Membership:
    """Make ``user`` an active member in that role, again if they were one before.

    Asks nobody: for an invitation that has been accepted, and for commands that load data. The first member of an
    organisation that had none starts its half year.
    """
    organisation = lock(organisation.pk)
    if not organisation.memberships.filter(active=True).exists():
        organisation.confirm_by = next_confirmation()
        organisation.save(update_fields=["confirm_by"])
    membership, _made = Membership.objects.update_or_create(
        organisation=organisation,
        user=user,
        defaults={"role": role, "active": True, "expires": expires, "since": timezone.now()},
    )
    record(
        organisation,
        OrganisationEvent.Kind.JOINED,
        actor=invitation.invited_by if invitation else None,
        person=user,
        invitation=invitation,
        role=role,
        day=expires,
    )
    keep_roles_true(user)
    return membership


@transaction.atomic
def change_role(principal: Principal, membership: Membership, role: Role) -> None:
    """Make a member a manager, or a manager a member.

    Raises:
        NotAllowed: when the principal has no say in the organisation.
        ValidationError: when its last manager would stop being one by their own hand, or the membership is over.
    """
    membership, may = _locked(principal, membership)
    if membership.role == role:
        return
    if role != Role.PARTNER_MANAGER:
        _refuse_last_manager(membership, may)
    membership.role = Role(role)
    membership.save(update_fields=["role"])
    record(
        membership.organisation,
        OrganisationEvent.Kind.ROLE,
        actor=may.user,
        person=membership.user,
        role=role,
    )
    keep_roles_true(membership.user)


@transaction.atomic
def extend(principal: Principal, membership: Membership, last_day: datetime.date | None) -> None:
    """Give a membership another last day, or none.

    Raises:
        NotAllowed: when the principal has no say in the organisation.
        ValidationError: for a day in the past, a day beyond a manager's own, a manager's own membership, or one that
            is over.
    """
    membership, may = _locked(principal, membership)
    if not may.for_council and membership.user_id == may.user.pk:
        raise ValidationError(_("Ask the council to change your own last day."), code="own")
    check_day(may, last_day)
    if membership.expires == last_day:
        return
    membership.expires = last_day
    membership.save(update_fields=["expires"])
    record(
        membership.organisation,
        OrganisationEvent.Kind.EXTENDED,
        actor=may.user,
        person=membership.user,
        day=last_day,
    )
    keep_roles_true(membership.user)


@transaction.atomic
def end_membership(principal: Principal, membership: Membership) -> None:
    """End a membership: it opens nothing from the member's next request on. Invitations they sent that nobody has
    accepted yet end with it. Ending it twice is the same as once.

    Raises:
        NotAllowed: when the principal has no say in the organisation.
        ValidationError: when its last manager would end their own.
    """
    organisation = lock(membership.organisation_id)
    may = require(principal, organisation)
    membership = organisation.memberships.select_for_update().get(pk=membership.pk)
    if not membership.active:
        return
    _refuse_last_manager(membership, may)
    end(membership, organisation, actor=may.user)
    letters.tell_of_end(membership)


def end(membership: Membership, organisation: Organisation, *, actor: User | None) -> None:
    """The end itself, for verbs that have asked already and hold the organisation's lock."""
    membership.active = False
    membership.save(update_fields=["active"])
    record(organisation, OrganisationEvent.Kind.ENDED, actor=actor, person=membership.user)
    take_back(organisation, waiting_invitations(organisation).filter(invited_by=membership.user), actor=actor)
    end_tokens(organisation, actor, made_by=membership.user)
    keep_roles_true(membership.user)


def check_day(may: Authority, last_day: datetime.date | None) -> None:
    """Refuse a last day that is over, or that a manager may not give.

    Raises:
        ValidationError: saying which.
    """
    if last_day is not None and last_day < timezone.localdate():
        raise ValidationError(_("The last day must be today or later."), code="past")
    if not may.allows_day(last_day):
        raise ValidationError(
            _("You can give access until your own last day, %(day)s, and no longer."),
            code="beyond",
            params={"day": f"{may.last_day:%d/%m/%Y}"},
        )


@transaction.atomic
def keep_roles_true(user: User) -> None:
    """Bring the partner roles on the account to what the memberships in force give."""
    # One at a time for a person: the morning's round must not take back what an invitation gives at that moment.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    wanted = {
        Role(role) for role in Membership.objects.in_force().filter(user=user).values_list("role", flat=True)
    }
    held = roles_of(user) & PARTNER_ROLES
    for role in wanted - held:
        grant_role(user, role)
    for role in held - wanted:
        withdraw_role(user, role)


def _locked(principal: Principal, membership: Membership) -> tuple[Membership, Authority]:
    """The membership as it is now, and what the principal may do about it.

    Raises:
        NotAllowed: when that is nothing.
        ValidationError: when the membership is over.
    """
    organisation = lock(membership.organisation_id)
    may = require(principal, organisation)
    now = (
        organisation.memberships.select_for_update(of=("self",)).select_related("user").get(pk=membership.pk)
    )
    if not now.active:
        raise ValidationError(_("This person’s access has ended. Invite them again."), code="over")
    return now, may


def _refuse_last_manager(membership: Membership, may: Authority) -> None:
    """An organisation is never left without a manager by a manager: the council can, and then invites another."""
    if may.for_council or not membership.is_manager or membership.user_id != may.user.pk:
        return
    managers = Membership.objects.in_force().filter(
        organisation=membership.organisation_id, role=Role.PARTNER_MANAGER
    )
    if not managers.exclude(pk=membership.pk).exists():
        raise ValidationError(
            _("You are the last manager. Make somebody else a manager first, or ask the council."),
            code="last_manager",
        )
