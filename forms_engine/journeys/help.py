"""Whom to call about a journey on a page that is not one of its own: an error."""

import logging

from django.db import DatabaseError
from django.http import HttpRequest
from django.utils.translation import get_language

from audiences.selectors import visible_to
from forms_engine.catalogue.models import Journey
from forms_engine.catalogue.words import words_in

logger = logging.getLogger(__name__)


def help_for(request: HttpRequest) -> dict[str, str]:
    """The telephone and hours of the service whose journey the request is about, for ``components/phone_help.html``;
    empty where it is about none that its principal may see, or nothing can be asked just now. Never raises."""
    match, principal = getattr(request, "resolver_match", None), getattr(request, "principal", None)
    if match is None or principal is None or not (match.url_name or "").startswith("journey_"):
        return {}
    slug = match.kwargs.get("slug", "")
    try:
        journey = visible_to(principal, Journey.objects.filter(slug=slug)).select_related("service").first()
        words = words_in(journey.service, get_language() or "en") if journey else None
    except DatabaseError:
        logger.warning("a journey's telephone number could not be read for an error page")
        return {}
    if journey is None or words is None:
        return {}
    return {"help_phone": journey.service.phone, "help_hours": words.opening_hours}
