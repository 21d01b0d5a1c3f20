"""Everything that changes who belongs to an organisation."""

import datetime

from django.db import transaction

from accounts.models import Role, User
from accounts.services import grant_role
from partners.models import Membership, Organisation


@transaction.atomic
def add_member(
    organisation: Organisation,
    user: User,
    *,
    role: Role = Role.PARTNER_MEMBER,
    expires: datetime.date | None = None,
) -> Membership:
    """Make ``user`` an active member in that role, again if they were one before."""
    membership, _ = Membership.objects.update_or_create(
        organisation=organisation, user=user, defaults={"role": role, "active": True, "expires": expires}
    )
    grant_role(user, role)
    return membership


def end_membership(membership: Membership) -> None:
    """End a membership; it opens nothing from the member's next request on."""
    membership.active = False
    membership.save(update_fields=["active"])
