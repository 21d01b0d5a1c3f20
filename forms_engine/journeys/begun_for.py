"""For which partner organisation a journey is begun."""

from accounts.models import User
from audiences.keys import PARTNER, PUBLIC, organisations_in
from audiences.principal import Principal
from forms_engine.catalogue.models import JourneyVersion


class ChooseOrganisation(ValueError):
    """Whoever belongs to several partner organisations says first which one they act for."""


def organisation_of(principal: Principal, user: User | None, version: JourneyVersion) -> str:
    """For which partner organisation something is begun; none but on the extranet, and none where it is nobody's: what has
    to do with no account has to do with no organisation either. What a program begins is always its organisation's, and a
    journey that is for one of somebody's organisations alone leaves no choice.

    Raises:
        ChooseOrganisation: where it is somebody's who has yet to choose one.
    """
    if principal.audience != PARTNER or (user is None and not principal.is_program):
        return ""
    held = principal.keys & set(version.journey.audience_keys)
    possible = organisations_in(held if not held & {PUBLIC, PARTNER} else principal.keys)
    if principal.organisation in possible:
        return principal.organisation
    if len(possible) != 1:
        raise ChooseOrganisation
    return possible[0]
