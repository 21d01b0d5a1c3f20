"""A manager takes over the draft of somebody who has left the organisation."""

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from audiences.principal import Principal
from forms_engine.journeys.colleagues import drafts_of_colleagues, hand_over
from forms_engine.journeys.models import Submission
from forms_engine.journeys.services import AlreadySubmitted
from partners.authority import NotAllowed, require
from partners.models import Membership, Organisation, OrganisationEvent
from partners.services.history import lock, record


@transaction.atomic
def take_over(principal: Principal, submission_id: UUID) -> Submission:
    """Make the draft of somebody who belongs to the organisation no more the manager's own. It opens to nobody else from then
    on, and goes on for the organisation that it was begun for.

    Raises:
        NotAllowed: for whoever is no manager of the organisation they act for, and for a draft that they would not be
            told of.
        ValidationError: while its writer is still a member, and where it was sent meanwhile.
    """
    organisation = Organisation.objects.filter(slug=principal.organisation).first()
    if organisation is None:
        raise NotAllowed
    organisation = lock(organisation.pk)
    may = require(principal, organisation)
    draft = drafts_of_colleagues(principal).filter(id=submission_id).first()
    if draft is None or draft.user is None:
        raise NotAllowed
    if Membership.objects.in_force().filter(organisation=organisation, user=draft.user_id).exists():
        raise ValidationError(_("Only what somebody left behind can be taken over."), code="here")
    writer = draft.user
    try:
        taken = hand_over(draft.pk, may.user)
    except AlreadySubmitted:
        raise ValidationError(_("It has been sent meanwhile."), code="sent") from None
    record(organisation, OrganisationEvent.Kind.TOOK_OVER, actor=may.user, person=writer)
    return taken
