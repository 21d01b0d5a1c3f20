"""Who may change who belongs to an organisation.

Inside it, its partner managers: by their membership of that organisation, not by a role they hold elsewhere. At the
council, the organisation's owner, and those who look after all of them.
"""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Role, User
from audiences.keys import PARTNER, STAFF
from audiences.principal import Principal
from partners.models import Membership, Organisation

# Council staff who look after every organisation, owner or not.
OVERSEERS = frozenset({Role.ADMINISTRATOR, Role.SERVICE_MANAGER})


class NotAllowed(Exception):
    """The one asking has no say in this organisation. Views answer as if it did not exist."""


@dataclass(frozen=True, slots=True)
class Authority:
    """What somebody may do in one organisation.

    ``for_council`` may do everything; a manager may give nobody more than they have, so no day beyond ``last_day``
    (``None``: theirs has no end).
    """

    user: User
    for_council: bool
    last_day: datetime.date | None = None

    def allows_day(self, day: datetime.date | None) -> bool:
        """Whether somebody's membership may be given this last day (``None``: no end)."""
        if day is not None and day < timezone.localdate():
            return False
        return self.for_council or self.last_day is None or (day is not None and day <= self.last_day)


def authority(principal: Principal, organisation: Organisation) -> Authority | None:
    """What the principal may do in the organisation at this moment, or ``None`` for nothing."""
    user = principal.user
    if user is None:
        return None
    if principal.audience == STAFF:
        if oversees_all(principal) or organisation.owner_id == user.pk:
            return Authority(user, for_council=True)
        return None
    if principal.audience == PARTNER:
        own = Membership.objects.in_force().filter(user=user, organisation=organisation).first()
        if own is not None and own.is_manager:
            return Authority(user, for_council=False, last_day=own.expires)
    return None


def require(principal: Principal, organisation: Organisation, *, council: bool = False) -> Authority:
    """The same, for a verb.

    Raises:
        NotAllowed: for nothing; or, with ``council``, for somebody who is not asking for the council.
    """
    found = authority(principal, organisation)
    if found is None or (council and not found.for_council):
        raise NotAllowed
    return found


def oversees_all(principal: Principal) -> bool:
    """Whether the principal looks after every organisation for the council."""
    return principal.audience == STAFF and bool(principal.roles & OVERSEERS)


def organisations_of(principal: Principal) -> QuerySet[Organisation]:
    """The organisations the principal has to do with: on the intranet those they look after, on the extranet those
    they are a member of today, elsewhere none."""
    everything = Organisation.objects.order_by("name")
    if principal.user is None:
        return everything.none()
    if principal.audience == STAFF:
        return everything if oversees_all(principal) else everything.filter(owner=principal.user)
    if principal.audience == PARTNER:
        own = Membership.objects.in_force().filter(user=principal.user)
        return everything.filter(pk__in=own.values("organisation"))
    return everything.none()
