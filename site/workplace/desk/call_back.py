"""The way to a call-back: the journey that books one, answered by the officer for the caller."""

from urllib.parse import urlencode
from uuid import UUID

from django.urls import reverse

from audiences.principal import Principal
from audiences.selectors import visible_to
from forms_engine.catalogue.models import Journey

JOURNEY = "ask-us-to-call-you"


def way_to_call_back(customer_id: UUID | None) -> str:
    """Where a call-back is booked in officer mode, for that customer; "" where the council books none."""
    booked = visible_to(Principal.public(), Journey.objects.filter(slug=JOURNEY, paused_at=None))
    if not booked.exists():
        return ""
    return officer_journey(JOURNEY, customer_id)


def officer_journey(slug: str, customer_id: UUID | None) -> str:
    """A journey in officer mode, for that customer."""
    address = reverse("officer_journey", args=[slug])
    return f"{address}?{urlencode({'customer': customer_id})}" if customer_id else address
