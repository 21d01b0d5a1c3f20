"""What back offices said about cases that nobody here knows: of no request, so kept by no rule of one."""

from datetime import datetime, timedelta

from django.db.models import Q

from forms_engine.requests.data_life.rows import ERASED
from forms_engine.requests.models import Inbound

KEPT_FOR = timedelta(days=90)


def erase_seen_to(now: datetime) -> int:
    """Empty the words of those that came so long ago and that a person has seen to; answers how many there were. One that
    still waits for a person keeps its words, and is on the operations page."""
    said = ~Q(words="", seen_to_note=ERASED)
    over = Inbound.objects.filter(
        said, request=None, outcome=Inbound.Outcome.SEEN_TO, received_at__lt=now - KEPT_FOR
    )
    return over.update(words="", seen_to_note=ERASED)
