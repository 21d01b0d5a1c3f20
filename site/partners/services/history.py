"""What the verbs have in common: the organisation's row locked, the event written down, invitations taken back."""

import datetime
from collections.abc import Iterable

from django.utils import timezone

from accounts.models import User
from partners.models import Invitation, Organisation, OrganisationEvent, OrganisationToken


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
    token: OrganisationToken | None = None,
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
        token=token,
    )


def take_back(organisation: Organisation, invitations: Iterable[Invitation], *, actor: User | None) -> None:
    """End invitations that nobody has accepted yet, each with an event of its own: their links stop working at once."""
    for invitation in invitations:
        invitation.cancelled_at = timezone.now()
        invitation.save(update_fields=["cancelled_at"])
        record(organisation, OrganisationEvent.Kind.CANCELLED, actor=actor, invitation=invitation)
