"""How an agreement to act for somebody stands, as people are told it."""

from datetime import timedelta
from enum import StrEnum

from django.utils import timezone

from forms_engine.requests.models import ActingFor

INVITED_FOR = timedelta(days=14)


class Standing(StrEnum):
    """Where an agreement is between being asked for and being over."""

    INVITED = "invited"
    LAPSED = "lapsed"  # nobody accepted it in time
    STANDS = "stands"
    REFUSED = "refused"
    ENDED = "ended"
    OVER = "over"  # its last day has passed


def standing_of(agreement: ActingFor) -> Standing:
    """How it stands today."""
    if agreement.ended_at is not None:
        return Standing.ENDED if agreement.accepted_at else Standing.REFUSED
    if agreement.last_day is not None and agreement.last_day < timezone.localdate():
        return Standing.OVER
    if agreement.accepted_at is not None:
        return Standing.STANDS
    return Standing.INVITED if timezone.now() < agreement.made_at + INVITED_FOR else Standing.LAPSED
