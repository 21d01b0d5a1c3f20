"""Telling owners and managers in time that an organisation's people have to be confirmed, and when that was missed.

Access itself stops by the date alone (``MembershipQuerySet.in_force``): a worker that is down lets nobody stay longer.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import PARTNER_ROLES
from partners import letters
from partners.models import Organisation, OrganisationEvent
from partners.services.history import lock
from partners.services.members import keep_roles_true

DAYS_BEFORE = (7, 30)  # the nearest first
LAPSED = "lapsed"


def remind_of_confirmations() -> int:
    """Send what is due today and has not been sent; answers how many organisations were told something.

    A day that was missed is made up for: the nearest letter only.
    """
    today = timezone.localdate()
    soon = today + datetime.timedelta(days=max(DAYS_BEFORE))
    due = Organisation.objects.filter(
        state=Organisation.State.OPEN, confirm_by__lte=soon, memberships__active=True
    ).distinct()
    return sum(_tell(organisation_id, today) for organisation_id in due.values_list("pk", flat=True))


@transaction.atomic
def _tell(organisation_id: int, today: datetime.date) -> bool:
    organisation = lock(organisation_id)
    left = (organisation.confirm_by - today).days
    if left > max(DAYS_BEFORE) or not organisation.is_open:
        return False
    stage = LAPSED if left < 0 else str(next(days for days in DAYS_BEFORE if left <= days))
    kind = OrganisationEvent.Kind.LAPSED if left < 0 else OrganisationEvent.Kind.REMINDED
    _event, is_new = OrganisationEvent.objects.get_or_create(
        organisation=organisation,
        about=f"{stage} {organisation.confirm_by}",
        defaults={"kind": kind, "day": organisation.confirm_by},
    )
    if not is_new:
        return False
    if left < 0:
        letters.tell_of_lapse(organisation)
    else:
        letters.remind(organisation, left)
    return True


def bring_roles_up_to_date() -> None:
    """Take the roles from whoever's last day has passed, or whose organisation has lapsed. They open nothing by then;
    this keeps lists of who holds a role true."""
    holders = RoleGrant.objects.filter(role__in=PARTNER_ROLES).values("user")
    for user in User.objects.filter(pk__in=holders).iterator():
        keep_roles_true(user)
