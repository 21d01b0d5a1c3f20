"""Ending that somebody acts for somebody else. It counts at once: what it opened is looked at each time."""

from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.requests.helping.at_work import agreements_for
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.telling import tell_ended
from forms_engine.requests.models import ActingFor


@transaction.atomic
def end(principal: Principal, agreement_id: UUID) -> ActingFor:
    """End an agreement, or take an invitation back: the person whose requests they are, the helper, or an officer who may
    know of that person. The history stays. Done again it changes nothing.

    Raises:
        HelpRefused: for what is not this principal's to end, and for nothing there.
    """
    found = (
        ActingFor.objects.select_for_update(of=("self",)).filter(_theirs(principal), pk=agreement_id).first()
    )
    if found is None or principal.user is None:
        raise HelpRefused("not-yours")
    if found.ended_at is None:
        found.ended_at, found.ended_by = timezone.now(), principal.user
        found.save(update_fields=["ended_at", "ended_by"])
        tell_ended(found, principal.user)
    return found


def _theirs(principal: Principal) -> Q:
    if principal.user is None:
        return Q(pk__in=[])
    if principal.audience == PUBLIC:
        return Q(customer__user=principal.user) | Q(helper=principal.user)
    return Q(pk__in=agreements_for(principal).values("pk"))
