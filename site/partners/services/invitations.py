"""Inviting people, and becoming a member by an invitation."""

import datetime
import hashlib
import secrets

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import Address
from accounts.models import AddressKind, Role, User
from accounts.proved_addresses import prove
from accounts.services import create_user
from audiences.principal import Principal
from partners import letters
from partners.authority import require
from partners.models import Invitation, Membership, Organisation, OrganisationEvent
from partners.selectors import waiting_invitations
from partners.services.history import lock, record, take_back
from partners.services.members import add_member, check_day

LASTS = datetime.timedelta(days=14)
# So that nobody's inbox is flooded from here.
MOST_LETTERS = 6
MOST_OPEN = 100
MOST_A_DAY = 3  # to one address, however often the invitations were cancelled between


class InvitationRefused(Exception):
    """An invitation that cannot be accepted. ``reason`` is "unknown", "used", "cancelled", "expired" or "closed"; or
    "sign-in" (there is an account of that address: its owner signs in first) or "other-account"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def hash_token(token: str) -> str:
    """What is kept of an invitation's token."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite(
    principal: Principal,
    organisation: Organisation,
    *,
    email: str,
    role: Role = Role.PARTNER_MEMBER,
    last_day: datetime.date | None = None,
    language: str = "en",
) -> Invitation:
    """Invite whoever reads this address. A manager whose own access ends gives nobody longer than that.

    Raises:
        NotAllowed: when the principal has no say in the organisation.
        ValidationError: when it is closed, the address has access or an invitation already, or the day will not do.
    """
    organisation = lock(organisation.pk)
    may = require(principal, organisation)
    email = email.strip().lower()
    if not organisation.is_open:
        raise ValidationError(_("This organisation is closed."), code="closed")
    check_day(may, last_day)
    if Membership.objects.in_force().filter(organisation=organisation, user__email=email).exists():
        raise ValidationError({"email": _("This person has access already.")})
    waiting = waiting_invitations(organisation)
    if waiting.filter(email=email).exists():
        raise ValidationError(
            {"email": _("This person has been invited. You can send the invitation again.")}
        )
    if waiting.count() >= MOST_OPEN:
        raise ValidationError(_("Too many invitations are waiting. Cancel those that are not needed."))
    if _letters_today(organisation, email):
        raise ValidationError(_("Too many invitations have been sent. Try again tomorrow."))
    token = secrets.token_urlsafe(32)
    invitation = Invitation(
        organisation=organisation,
        email=email,
        role=Role(role),
        last_day=last_day,
        language=language,
        invited_by=may.user,
        token_hash=hash_token(token),
        expires_at=timezone.now() + LASTS,
    )
    invitation.full_clean()
    invitation.save()
    record(
        organisation,
        OrganisationEvent.Kind.INVITED,
        actor=may.user,
        invitation=invitation,
        role=role,
        day=last_day,
    )
    letters.send_invitation(invitation, token)
    return invitation


@transaction.atomic
def resend(principal: Principal, invitation: Invitation) -> None:
    """Send an invitation again, with a new link that lasts two weeks from now. The links before stop working.

    Raises:
        NotAllowed: when the principal has no say in the organisation.
        ValidationError: when it is over, or has been sent too often.
    """
    invitation, by = _locked(principal, invitation)
    if invitation.times_sent >= MOST_LETTERS:
        raise ValidationError(_("This invitation has been sent too often. Cancel it and invite them again."))
    token = secrets.token_urlsafe(32)
    invitation.token_hash = hash_token(token)
    invitation.times_sent += 1
    invitation.sent_at = timezone.now()
    invitation.expires_at = invitation.sent_at + LASTS
    invitation.save(update_fields=["token_hash", "times_sent", "sent_at", "expires_at"])
    record(invitation.organisation, OrganisationEvent.Kind.RESENT, actor=by, invitation=invitation)
    letters.send_invitation(invitation, token)


@transaction.atomic
def cancel(principal: Principal, invitation: Invitation) -> None:
    """Take an invitation back: its link stops working at once.

    Raises:
        NotAllowed: when the principal has no say in the organisation.
        ValidationError: when it is over already.
    """
    invitation, by = _locked(principal, invitation)
    take_back(invitation.organisation, [invitation], actor=by)


@transaction.atomic
def accept_invitation(token_hash: str, *, user: User | None = None, name: str = "") -> Membership:
    """Make whoever holds the link a member: ``user``, who is signed in, or somebody new of that name, whose account
    is made for the address the letter went to. An invitation is accepted once.

    Raises:
        InvitationRefused: saying why.
        ValidationError: when a new account's name will not do.
    """
    organisation_id = (
        Invitation.objects.filter(token_hash=token_hash).values_list("organisation", flat=True).first()
    )
    if organisation_id is None:
        raise InvitationRefused("unknown")
    lock(organisation_id)
    invitation = Invitation.objects.select_for_update(of=("self",)).filter(token_hash=token_hash).first()
    if invitation is None:
        raise InvitationRefused("unknown")
    if reason := why_refused(invitation, user):
        raise InvitationRefused(reason)
    if user is None:
        user = _new_account(invitation.email, name)
    invitation.accepted_at, invitation.accepted_by = timezone.now(), user
    invitation.save(update_fields=["accepted_at", "accepted_by"])
    return add_member(
        invitation.organisation,
        user,
        role=Role(invitation.role),
        expires=invitation.last_day,
        invitation=invitation,
    )


def why_refused(invitation: Invitation, user: User | None) -> str:
    """Why this person (``None``: nobody is signed in) cannot accept the invitation now, or "" where they can."""
    if invitation.accepted_at:
        return "used"
    if invitation.cancelled_at:
        return "cancelled"
    if not invitation.organisation.is_open:
        return "closed"
    if invitation.has_expired or (invitation.last_day and invitation.last_day < timezone.localdate()):
        return "expired"
    if not _inviter_still_may(invitation):
        return "cancelled"
    if user is not None:
        return "" if user.email == invitation.email else "other-account"
    # The letter proves the address, not the person an account belongs to: they sign in as they always do.
    return "sign-in" if User.objects.filter(email=invitation.email).exists() else ""


def _letters_today(organisation: Organisation, email: str) -> bool:
    """Whether today's invitations to this address, or of this organisation, are all used up, cancelled ones included."""
    today = Invitation.objects.filter(sent_at__gt=timezone.now() - datetime.timedelta(days=1))
    return (
        today.filter(email=email).count() >= MOST_A_DAY
        or today.filter(organisation=organisation).count() >= MOST_OPEN
    )


def _inviter_still_may(invitation: Invitation) -> bool:
    """Whether who invited could still do so: a manager who is one no more must not come back by a link of theirs."""
    return (
        invitation.invited_by.is_staff
        or Membership.objects.in_force()
        .filter(user=invitation.invited_by, organisation=invitation.organisation, role=Role.PARTNER_MANAGER)
        .exists()
    )


def _new_account(email: str, name: str) -> User:
    """An account for whoever reads that address, which the link has proved. Never one that was there already."""
    try:
        with transaction.atomic():
            user = create_user(name=name, email=email)
    except (ValidationError, IntegrityError):
        if User.objects.filter(email=email).exists():
            raise InvitationRefused("sign-in") from None
        raise
    return prove(user, Address(AddressKind.EMAIL, email))


def _locked(principal: Principal, invitation: Invitation) -> tuple[Invitation, User]:
    organisation = lock(invitation.organisation_id)
    may = require(principal, organisation)
    now = organisation.invitations.select_for_update().get(pk=invitation.pk)
    if now.accepted_at or now.cancelled_at:
        raise ValidationError(_("This invitation is over."), code="over")
    return now, may.user
