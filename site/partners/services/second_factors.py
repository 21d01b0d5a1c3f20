"""A manager resets the second factor of a colleague who has lost theirs, and makes a card of codes for one without a phone."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.second_factor import cards
from accounts.second_factor import services as second_factor
from audiences.principal import Principal
from partners.authority import Authority, require
from partners.models import Membership, Organisation, OrganisationEvent
from partners.services.history import lock, record


@transaction.atomic
def reset_second_factor(principal: Principal, membership: Membership) -> None:
    """Have a member set up a second factor anew: what they had stops working, their sessions end, they are told by letter,
    and it is written down.

    Raises:
        NotAllowed: when the principal has no say in the organisation.
        ValidationError: for oneself; for council staff, and whoever belongs to another organisation as well, whose accounts
            open more than this manager answers for: the council resets those; and when the membership is over.
    """
    organisation, may, member = _somebody_else(principal, membership)
    second_factor.reset(member.user)
    record(organisation, OrganisationEvent.Kind.RESET, actor=may.user, person=member.user)


@transaction.atomic
def make_card(principal: Principal, membership: Membership) -> list[str]:
    """Make a card of printed codes for a member, who is told by letter; answers its codes, which nobody can be shown again.
    It is written down. A card they had before opens nothing any more.

    Raises:
        NotAllowed, ValidationError: as ``reset_second_factor``; council staff have work accounts and get none from anybody.
    """
    organisation, may, member = _somebody_else(principal, membership)
    try:
        codes = cards.issue(member.user, by=may.user)
    except cards.NoCardForThem:
        raise ValidationError(_("Council staff sign in with their work account."), code="staff") from None
    record(organisation, OrganisationEvent.Kind.CARD, actor=may.user, person=member.user)
    return codes


def _somebody_else(
    principal: Principal, membership: Membership
) -> tuple[Organisation, Authority, Membership]:
    """The organisation, locked, what the principal may do there, and the membership as it is now.

    Raises:
        NotAllowed, ValidationError: as ``reset_second_factor``.
    """
    organisation = lock(membership.organisation_id)
    may = require(principal, organisation)
    member = organisation.memberships.select_related("user").get(pk=membership.pk)
    if not member.active:
        raise ValidationError(_("This person’s access has ended. Invite them again."), code="over")
    if member.user_id == may.user.pk:
        raise ValidationError(_("Nobody resets their own. Ask another manager, or the council."), code="own")
    # Also of one that nobody gets into today: it may be confirmed tomorrow.
    elsewhere = Membership.objects.filter(user=member.user_id, active=True).exclude(organisation=organisation)
    if not may.for_council and (member.user.is_staff or elsewhere.exists()):
        raise ValidationError(
            _("Their account opens more than your organisation. Ask the council to reset it."), code="more"
        )
    return organisation, may, member
