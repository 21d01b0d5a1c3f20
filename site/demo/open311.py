"""What the demonstration shows by Open311: anybody may read how reports about roads stand."""

from forms_engine.catalogue.models import Journey
from forms_engine.journeys.open311.models import Open311Offer

SHOWN = ("report-a-pothole",)


def load_open311() -> int:
    """Open these journeys' requests to readers where nobody has decided about them; answers how many were."""
    opened = 0
    for journey in Journey.objects.filter(slug__in=SHOWN, open311=None):
        Open311Offer.objects.create(journey=journey, shows=Open311Offer.Shows.COARSE)
        opened += 1
    return opened
