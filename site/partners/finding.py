"""How every screen of an organisation begins: it is found for the one asking, or it does not exist."""

from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from audiences.http import GuildhallRequest
from partners.authority import Authority, authority, organisations_of
from partners.models import Invitation, Membership, Organisation


def organisation_for(request: GuildhallRequest, slug: str) -> Organisation:
    """The organisation at this address, if the one asking has to do with it; 404 otherwise."""
    return get_object_or_404(organisations_of(request.principal).select_related("owner"), slug=slug)


def managed(request: GuildhallRequest, slug: str) -> tuple[Organisation, Authority]:
    """The same, if they have a say in it, with what they may do."""
    organisation = organisation_for(request, slug)
    may = authority(request.principal, organisation)
    if may is None:
        raise Http404
    return organisation, may


def member(organisation: Organisation, person: UUID) -> Membership:
    """An active membership by its person's public id; 404 for anybody else's."""
    members = organisation.memberships.filter(active=True).select_related("user", "organisation")
    return get_object_or_404(members, user__uuid=person)


def invitation_of(organisation: Organisation, invitation_id: UUID) -> Invitation:
    """An invitation of this very organisation; 404 for another's."""
    return get_object_or_404(organisation.invitations, pk=invitation_id)
