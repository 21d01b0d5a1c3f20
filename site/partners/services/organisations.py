"""Organisations themselves, which the council opens, confirms and closes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audiences.principal import Principal
from partners.authority import NotAllowed, oversees_all, require
from partners.models import Membership, Organisation, OrganisationEvent, next_confirmation
from partners.selectors import waiting_invitations
from partners.services.history import lock, record, take_back
from partners.services.members import end

# What may be changed later. The slug is in audience keys and stays.
CHANGEABLE = ("name", "kind", "contact_name", "contact_email", "contact_phone", "owner")


@transaction.atomic
def open_organisation(principal: Principal, *, slug: str, name: str, **details: Any) -> Organisation:
    """Add an organisation. It has no members yet: its first manager is invited.

    Args:
        details: any of ``CHANGEABLE``.

    Raises:
        NotAllowed: for anybody but those who look after all organisations.
        ValidationError: for a slug that is taken or malformed, an owner who is not council staff.
    """
    if principal.user is None or not oversees_all(principal):
        raise NotAllowed
    organisation = Organisation(slug=slug, name=name, **details)
    _check(organisation)
    organisation.save()
    record(organisation, OrganisationEvent.Kind.OPENED, actor=principal.user)
    return organisation


@transaction.atomic
def change_organisation(principal: Principal, organisation: Organisation, details: Mapping[str, Any]) -> None:
    """Change some of ``CHANGEABLE``.

    Raises:
        NotAllowed: for anybody but its owner and those who look after all organisations.
        ValidationError: when a value will not do.
    """
    organisation = lock(organisation.pk)
    may = require(principal, organisation, council=True)
    for name in CHANGEABLE:
        if name in details:
            setattr(organisation, name, details[name])
    _check(organisation)
    organisation.save(update_fields=CHANGEABLE)
    record(organisation, OrganisationEvent.Kind.CHANGED, actor=may.user)


@transaction.atomic
def confirm(
    principal: Principal,
    organisation: Organisation,
    *,
    keeping: Iterable[Membership],
    ending: Iterable[Membership],
) -> None:
    """The owner has looked at everybody: these still need access, for another half year; those end now.

    Raises:
        NotAllowed: for anybody but the council.
        ValidationError: when the people have changed since the owner looked, so that somebody was not decided on.
    """
    organisation = lock(organisation.pk)
    may = require(principal, organisation, council=True)
    if not organisation.is_open:
        raise ValidationError(_("This organisation is closed."), code="closed")
    people = organisation.memberships.filter(active=True).select_related("user").order_by("user")
    members = {each.pk: each for each in people}
    kept, ended = {each.pk for each in keeping}, {each.pk for each in ending}
    if kept | ended != set(members) or kept & ended:
        raise ValidationError(_("The people have changed since you looked. Look again."), code="changed")
    organisation.memberships.filter(pk__in=kept).update(confirmed_at=timezone.now())
    organisation.confirm_by = next_confirmation()
    organisation.save(update_fields=["confirm_by"])
    for pk, membership in members.items():
        if pk in ended:
            end(membership, organisation, actor=may.user)
    record(organisation, OrganisationEvent.Kind.CONFIRMED, actor=may.user, day=organisation.confirm_by)


@transaction.atomic
def close_organisation(principal: Principal, organisation: Organisation) -> None:
    """Close an organisation: its memberships end, its invitations are cancelled. What was limited to it stays so, and
    is nobody's. Closing it twice is the same as once.

    Raises:
        NotAllowed: for anybody but the council.
    """
    organisation = lock(organisation.pk)
    may = require(principal, organisation, council=True)
    if not organisation.is_open:
        return
    organisation.state = Organisation.State.CLOSED
    organisation.save(update_fields=["state"])
    for membership in organisation.memberships.filter(active=True).select_related("user").order_by("user"):
        end(membership, organisation, actor=may.user)
    take_back(organisation, waiting_invitations(organisation), actor=may.user)
    record(organisation, OrganisationEvent.Kind.CLOSED, actor=may.user)


@transaction.atomic
def reopen_organisation(principal: Principal, organisation: Organisation) -> None:
    """Open a closed organisation again, without the members it had.

    Raises:
        NotAllowed: for anybody but those who look after all organisations.
    """
    organisation = lock(organisation.pk)
    may = require(principal, organisation, council=True)
    if not oversees_all(principal):
        raise NotAllowed
    if organisation.is_open:
        return
    organisation.state, organisation.confirm_by = Organisation.State.OPEN, next_confirmation()
    organisation.save(update_fields=["state", "confirm_by"])
    record(organisation, OrganisationEvent.Kind.REOPENED, actor=may.user)


def _check(organisation: Organisation) -> None:
    owner: User | None = organisation.owner
    if owner is not None and not (owner.is_staff and owner.is_active):
        raise ValidationError({"owner": _("Choose a member of council staff.")})
    organisation.full_clean()
