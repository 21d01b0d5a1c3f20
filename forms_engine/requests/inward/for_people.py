"""What back offices said that a person has to look at, as far as one principal may know of it."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from audiences.principal import Principal
from forms_engine.requests.callbacks import FOR_A_PERSON
from forms_engine.requests.models import Inbound, Request
from forms_engine.requests.seeing_to import destinations_for
from forms_engine.requests.selectors import known_to

# What comes ahead of its case's number finds its place by itself, as soon as that is known.
NUMBER_TAKES = timedelta(hours=1)


def messages_for(principal: Principal, now: datetime) -> QuerySet[Inbound]:
    """The messages of the destinations that this principal sees to, the longest waiting first; nothing about a request
    that they may not know of."""
    about = Request.objects.filter(known_to(principal), id=OuterRef("request_id"))
    waiting = Inbound.objects.filter(
        Q(request=None) | Exists(about),
        outcome__in=FOR_A_PERSON,
        destination__in=destinations_for(principal),
    ).exclude(outcome=Inbound.Outcome.UNKNOWN_CASE, received_at__gt=now - NUMBER_TAKES)
    return waiting.select_related("destination", "request").order_by("received_at", "id")
