"""What a partner organisation has sent, for its members on the extranet and for its programs.

It is the organisation's business: whoever stands in for a colleague on leave finds what was sent and answers for it. But not
everything is every colleague's to know. Who sees what one of them sent says the journey (``colleagues``); where it says
nothing, its service does: everybody of an open one, of a team-only or restricted one the sender alone. So a referral of a
named person, or a worry about a colleague, is shown to nobody else because somebody forgot to say so.

A program has no name and no eyes of its own: it reads what programs of its organisation sent, and nothing that people did.
"""

from django.db.models import Q, QuerySet

from audiences.keys import PARTNER, organisations_in
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.outside import managed_by
from forms_engine.requests.models import Request
from forms_engine.requests.references import read_reference

MADE_BY_A_PROGRAM = Q(customer__user=None)


def requests_of_organisation(principal: Principal) -> QuerySet[Request]:
    """What was sent for the organisation that the principal acts for, as far as it is theirs to see: their own, and what
    colleagues are shown. Nothing on other hosts, for a program, and until one of several has been chosen."""
    if principal.user is None or not principal.organisation:
        return Request.objects.none()
    return _of(principal, [principal.organisation])


def request_of_organisation(principal: Principal, reference: str) -> Request | None:
    """One of them by its reference, of any organisation that the principal belongs to, with what its page shows; None for
    whatever is not theirs to see."""
    if principal.user is None:
        return None
    found = _of(principal, organisations_in(principal.keys)).filter(reference=read_reference(reference) or "")
    return found.select_related(*WITH).first()


def request_of_program(principal: Principal, reference: str) -> Request | None:
    """What a program of an organisation may read of what its programs sent, by its reference; None for all else."""
    if not principal.is_program:
        return None
    found = _sent_for([principal.organisation]).filter(
        MADE_BY_A_PROGRAM, reference=read_reference(reference) or ""
    )
    if principal.only_journeys:
        found = found.filter(journey_version__journey__slug__in=principal.only_journeys)
    return found.select_related(*WITH).first()


def organisations_to_choose(principal: Principal) -> list[str]:
    """The slugs among which somebody has to say whom they act for; none for whoever belongs to one alone."""
    theirs = organisations_in(principal.keys) if principal.audience == PARTNER and principal.user else []
    return theirs if len(theirs) > 1 else []


# What the page of a request shows.
WITH = ("service__team", "queue", "customer__user", "location__ward", "journey_version__journey", "outcome")


def _of(principal: Principal, organisations: list[str]) -> QuerySet[Request]:
    if principal.audience != PARTNER or principal.user is None or not organisations:
        return Request.objects.none()
    managed = [slug for slug in managed_by(principal.user) if slug in organisations]
    shown = shown_to_colleagues("journey_version__journey", "service", managed)
    return _sent_for(organisations).filter(Q(customer__user=principal.user) | shown)


def shown_to_colleagues(journey: str, service: str, managed: list[str]) -> Q:
    """What members are shown of one another's, as the journey says: ``journey`` and ``service`` are the ways there from the
    rows asked for, ``managed`` the organisations that the one asking is a manager of."""
    as_service = {f"{journey}__colleagues": "as-service", f"{service}__openness": Service.Openness.OPEN}
    managers = {f"{journey}__colleagues": "managers", "organisation__in": managed}
    return Q(**{f"{journey}__colleagues": "members"}) | Q(**as_service) | Q(**managers)


def _sent_for(organisations: list[str]) -> QuerySet[Request]:
    return Request.objects.filter(
        organisation__in=organisations, audience=PARTNER, is_practice=False, erased_at=None
    )
