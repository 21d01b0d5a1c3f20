"""A partner's own organisations, on the extranet."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from audiences.http import GuildhallRequest
from forms_engine.requests.outside.queues import works_outside
from partners.authority import authority, organisations_of
from partners.finding import organisation_for
from partners.selectors import latest_events, managers_of, people_of, waiting_invitations


@require_safe
def own_organisations(request: GuildhallRequest) -> HttpResponse:
    """Which organisation to act for; whoever belongs to one alone goes straight there."""
    own = list(organisations_of(request.principal))
    if len(own) == 1:
        return redirect("organisation", own[0].slug)
    return render(request, "partners/own_organisations.html", {"organisations": own})


@require_safe
def organisation(request: GuildhallRequest, slug: str) -> HttpResponse:
    """Your organisation: to its managers its people and invitations, to its members who to ask."""
    found = organisation_for(request, slug)
    may = authority(request.principal, found)
    context: dict[str, Any] = {
        "organisation": found,
        "may": may,
        "managers": managers_of(found),
        "works": works_outside(request.principal),
        "has_others": organisations_of(request.principal).count() > 1,
    }
    if may is not None:
        context |= {
            "people": people_of(found),
            "invitations": waiting_invitations(found),
            "events": latest_events(found),
        }
    return render(request, "partners/organisation.html", context)
