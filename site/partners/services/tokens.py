"""Tokens of an organisation's programs: made and revoked by its managers, ended with who made them."""

import datetime
from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from audiences.keys import PARTNER
from audiences.models import LONGEST
from audiences.principal import Principal
from audiences.tokens.format import digest_of, new_token
from forms_engine.catalogue.selectors import definition_of, live_versions
from partners.authority import NotAllowed, require
from partners.models import Organisation, OrganisationEvent, OrganisationToken
from partners.programs.format import PREFIX
from partners.services.history import lock, record

MOST_ACTIVE = 10


@transaction.atomic
def make_token(
    principal: Principal,
    organisation: Organisation,
    *,
    name: str,
    scopes: Iterable[str],
    journeys: Iterable[str] = (),
    days: int,
) -> tuple[OrganisationToken, str]:
    """Make a token for a program of the organisation. The second of the answer is the token itself, which nobody can be
    shown again. It lasts no longer than the membership of whoever makes it.

    Raises:
        NotAllowed: for everybody but a manager of the organisation on the extranet: the council makes none for it.
        ValidationError: for no scope, a journey that the organisation does not have, a time out of range, or one too many.
    """
    organisation = lock(organisation.pk)
    may = require(principal, organisation)
    if may.for_council:
        raise NotAllowed
    wanted, limited_to = sorted(set(scopes)), sorted(set(journeys))
    if not wanted or not set(wanted) <= set(OrganisationToken.Scope.values):
        raise ValidationError(_("Choose what the token may be used for."), code="scopes")
    if not set(limited_to) <= set(journeys_for(principal)):
        raise ValidationError(_("Choose journeys from the list."), code="journeys")
    if not 1 <= days <= LONGEST.days:
        raise ValidationError(_("A token lasts a year at most."), code="days")
    now = timezone.now()
    expires = now + datetime.timedelta(days=days)
    if may.last_day is not None:
        ends = datetime.datetime.combine(may.last_day, datetime.time.max, timezone.get_current_timezone())
        expires = min(expires, ends)
    if organisation.tokens.filter(revoked_at=None, expires_at__gt=now).count() >= MOST_ACTIVE:
        raise ValidationError(_("There are ten tokens already. Revoke one you no longer use."), code="many")
    secret = new_token(PREFIX)
    token = OrganisationToken.objects.create(
        organisation=organisation,
        name=name,
        scopes=wanted,
        journeys=limited_to,
        digest=digest_of(secret),
        last_signs=secret[-4:],
        made_by=may.user,
        created_at=now,
        expires_at=expires,
    )
    record(organisation, OrganisationEvent.Kind.TOKEN, actor=may.user, token=token)
    return token, secret


@transaction.atomic
def revoke_token(principal: Principal, token: OrganisationToken) -> None:
    """End a token at once, also for the council, who may have to; a second time changes nothing.

    Raises:
        NotAllowed: for whoever has no say in the organisation.
    """
    organisation = lock(token.organisation_id)
    may = require(principal, organisation)
    end_tokens(organisation, may.user, token_id=token.pk)


def end_tokens(
    organisation: Organisation, actor: User | None, *, made_by: User | None = None, token_id: int = 0
) -> None:
    """End one token, all that somebody made, or all, each with an event of its own; in the transaction of a verb that has
    asked already and holds the organisation's lock."""
    found = organisation.tokens.filter(revoked_at=None)
    if made_by is not None:
        found = found.filter(made_by=made_by)
    if token_id:
        found = found.filter(pk=token_id)
    for token in found:
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        record(organisation, OrganisationEvent.Kind.REVOKED, actor=actor, token=token)


def journeys_for(principal: Principal) -> dict[str, str]:
    """The journeys that a token can be limited to, by slug: those that are there for the organisation's members and begin
    nowhere else. By title."""
    versions = live_versions(principal).filter(journey__audience_keys__overlap=_partner_keys(principal))
    titles = {version.journey.slug: definition_of(version.pk).title.in_language("en") for version in versions}
    return dict(sorted(titles.items(), key=lambda item: item[1]))


def _partner_keys(principal: Principal) -> list[str]:
    return sorted(key for key in principal.keys if key.startswith(PARTNER))
