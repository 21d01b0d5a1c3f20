"""Loading Marlshire's services, back offices and journeys. Run at every start; changes nothing that is there."""

import json

from django.conf import settings
from django.db import transaction

from config.environment import ROOT
from demo.calendars import load_calendars
from demo.teams import load_team_members
from forms_engine.catalogue.models import Journey
from forms_engine.delivery.models import Destination
from forms_engine.journeys.asking import PREFIX, publish_asking, services_without_journey
from forms_engine.journeys.offer import import_services, publish

FIXTURES = ROOT / "content_fixtures"

# Where `manage.py demo` runs without the example back office: nothing listens there, so deliveries to it wait
# and are tried again, as with any back office that is away.
NOBODY = "http://127.0.0.1:9/"


@transaction.atomic
def load_services() -> None:
    """Make what is missing of the services, with their teams: pages name them. Run at every start."""
    wanted = json.loads((FIXTURES / "services.json").read_text())
    address = settings.ENVIRONMENT.example_back_office_url or NOBODY
    for row in wanted["destinations"]:
        if row["kind"] == "webhook":
            row["settings"] = {"url": address}
    import_services(wanted, keep=True)
    # The example back office listens on a port picked at this start.
    Destination.objects.filter(
        slug__in=[row["slug"] for row in wanted["destinations"] if row["kind"] == "webhook"]
    ).update(settings={"url": address})


@transaction.atomic
def load_services_and_journeys() -> list[str]:
    """Make what is missing of the services and calendars, publish the journeys that have no version yet, and put
    the demonstration's officers in their teams. Answers the slugs of new journeys."""
    load_services()
    # A journey that books is published only where there is what it books.
    load_calendars()
    load_team_members()
    return _publish_new_journeys()


def _publish_new_journeys() -> list[str]:
    """Journeys that somebody has published since are theirs: only missing ones are made."""
    new = []
    for path in sorted((FIXTURES / "journeys").glob("*.json")):
        document = json.loads(path.read_text())
        if not Journey.objects.filter(slug=document["slug"]).exists():
            publish(document)
            new.append(document["slug"])
    for service in services_without_journey():
        slug = f"{PREFIX}{service.slug}"
        if not Journey.objects.filter(slug=slug).exists():
            publish_asking(service)
            new.append(slug)
    return new
