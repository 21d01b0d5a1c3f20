"""What every page of the extranet says of whoever belongs to several organisations: which one they act for."""

from typing import Any

from django.http import HttpRequest

from forms_engine.requests.organisations import organisations_to_choose
from partners.selectors import organisation_names


def acting_for(request: HttpRequest) -> dict[str, Any]:
    """``acting_for``: nothing for everybody who has no choice; otherwise the organisation's name, "" before they have chosen.
    Asks the database for those who choose alone, and not before a page shows it."""
    principal = getattr(request, "principal", None)
    if principal is None or not organisations_to_choose(principal):
        return {"acting_for": None}
    slug = principal.organisation
    return {"acting_for": lambda: organisation_names([slug]).get(slug, "") if slug else ""}
