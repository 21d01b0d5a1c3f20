"""What every verb begins and ends with: the organisation's row locked, and the event written down."""

import datetime

from accounts.models import User
from partners.models import Invitation, Organisation, OrganisationEvent


def lock(organisation_id: int) -> Organisation:
    """The organisation as it is now; nobody else changes anything in it until the transaction ends."""
    return Organisation.objects.select_for_update().get(pk=organisation_id)


def record(
    organisation: Organisation,
    kind: OrganisationEvent.Kind,
    *,
    actor: User | None,
    person: User | None = None,
    invitation: Invitation | None = None,
    role: str = "",
    day: datetime.date | None = None,
) -> OrganisationEvent:
    """Write down who did what to whom. Without an actor the house did it itself."""
    return OrganisationEvent.objects.create(
        organisation=organisation,
        kind=kind,
        actor=actor,
        person=person,
        invitation=invitation,
        role=role,
        day=day,
    )
