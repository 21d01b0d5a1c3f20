"""Loading Marlshire's services, back offices and journeys. Run at every start; changes nothing that is there."""

import json
from typing import Any

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale

from accounts.models import User
from config.environment import ROOT
from forms_engine.catalogue.models import Journey, Queue, Service, Team
from forms_engine.catalogue.services import publish_journey
from forms_engine.delivery.models import Destination, Route

FIXTURES = ROOT / "content_fixtures"

# Where `manage.py demo` runs without the example back office: nothing listens there, so deliveries to it wait
# and are tried again, as with any back office that is away.
NOBODY = "http://127.0.0.1:9/"


@transaction.atomic
def load_services_and_journeys() -> list[str]:
    """Make the teams, queues, services, destinations and routes that are missing, publish the journeys that have
    no version yet, and put the demonstration officer in every team. Answers the slugs of new journeys."""
    wanted = json.loads((FIXTURES / "services.json").read_text())
    for row in wanted["teams"]:
        Team.objects.get_or_create(slug=row["slug"], defaults=row)
    for row in wanted["queues"]:
        team = Team.objects.get(slug=row["team"])
        Queue.objects.get_or_create(slug=row["slug"], defaults={**row, "team": team})
    english = Locale.objects.get(language_code="en")
    for row in wanted["services"]:
        team = Team.objects.get(slug=row["team"])
        Service.objects.get_or_create(slug=row["slug"], locale=english, defaults={**row, "team": team})
    _load_destinations(wanted)
    for officer in User.objects.filter(is_demo=True, is_staff=True):
        for team in Team.objects.all():
            team.members.add(officer)
    return _publish_new_journeys()


def _load_destinations(wanted: dict[str, Any]) -> None:
    """The example back office listens on a port picked at this start, so its address is written every time."""
    for row in wanted["destinations"]:
        if row["kind"] == Destination.Kind.WEBHOOK:
            row = {**row, "url": settings.ENVIRONMENT.example_back_office_url or NOBODY}
            Destination.objects.update_or_create(slug=row["slug"], defaults=row)
        else:
            Destination.objects.get_or_create(slug=row["slug"], defaults=row)
    for row in wanted["routes"]:
        route, is_new = Route.objects.get_or_create(slug=row["slug"], defaults={"name": row["name"]})
        if is_new:
            route.destinations.set(Destination.objects.filter(slug__in=row["destinations"]))


def _publish_new_journeys() -> list[str]:
    """Journeys that somebody has published since are theirs: only missing ones are made."""
    new = []
    for path in sorted((FIXTURES / "journeys").glob("*.json")):
        document = json.loads(path.read_text())
        if not Journey.objects.filter(slug=document["slug"]).exists():
            publish_journey(document)
            new.append(document["slug"])
    return new
