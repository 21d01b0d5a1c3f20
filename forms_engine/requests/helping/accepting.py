"""Beginning to act for somebody, or saying no: whoever holds the link of the invitation and is signed in decides, once."""

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.requests.helping.making import token_hash_of
from forms_engine.requests.helping.refused import HelpRefused
from forms_engine.requests.helping.standing import Standing, standing_of
from forms_engine.requests.helping.telling import tell_accepted, tell_ended
from forms_engine.requests.models import ActingFor, Customer


def invitation_of(token: str) -> ActingFor | None:
    """The invitation that a link's token opens, with whom it is from; None where there is none that can still be
    accepted."""
    found = (
        ActingFor.objects.select_related("customer__user")
        .prefetch_related("services")
        .filter(token_hash=token_hash_of(token))
        .first()
    )
    return found if found is not None and standing_of(found) == Standing.INVITED else None


@transaction.atomic
def accept(principal: Principal, token: str) -> ActingFor:
    """Act for whoever asked, from now on. An earlier agreement of the same two gives way. Done again by the same person it
    changes nothing.

    Raises:
        HelpRefused: when it is too old, was accepted by somebody else, refused or taken back, or is one's own.
    """
    user, agreement = _locked(principal, token)
    if agreement.helper_id == user.pk and standing_of(agreement) == Standing.STANDS:
        return agreement
    if standing_of(agreement) != Standing.INVITED:
        raise HelpRefused("too-late")
    if agreement.customer.user_id == user.pk:
        raise HelpRefused("yourself")
    now = timezone.now()
    before = ActingFor.objects.filter(customer=agreement.customer_id, helper=user, ended_at=None)
    before.update(ended_at=now, ended_by=user)
    agreement.helper, agreement.accepted_at = user, now
    agreement.save(update_fields=["helper", "accepted_at"])
    tell_accepted(agreement)
    return agreement


@transaction.atomic
def refuse(principal: Principal, token: str) -> None:
    """Say no to whoever asked. Done again it changes nothing.

    Raises:
        HelpRefused: when it is too old, was accepted, or taken back.
    """
    user, agreement = _locked(principal, token)
    if standing_of(agreement) == Standing.REFUSED and agreement.ended_by_id == user.pk:
        return
    if standing_of(agreement) != Standing.INVITED:
        raise HelpRefused("too-late")
    agreement.ended_at, agreement.ended_by = timezone.now(), user
    agreement.save(update_fields=["ended_at", "ended_by"])
    tell_ended(agreement, user)


def _locked(principal: Principal, token: str) -> tuple[User, ActingFor]:
    """Raises:
    HelpRefused: to nobody and at work, and for no invitation.
    """
    asked = ActingFor.objects.filter(token_hash=token_hash_of(token)).first()
    if asked is None or principal.user is None or principal.audience != PUBLIC:
        raise HelpRefused("too-late")
    # Their customer first, as ``making`` does: of two invitations answered at once one is answered after the other.
    Customer.objects.select_for_update(of=("self",)).get(pk=asked.customer_id)
    return principal.user, ActingFor.objects.select_for_update(of=("self",)).get(pk=asked.pk)
