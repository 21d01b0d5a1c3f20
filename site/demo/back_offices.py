"""Marlshire's back offices beside its own queues: a contractor with statuses and fields of its own, a mailbox, and two
folders, each reached in another way."""

from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from demo.fixtures import read
from forms_engine.catalogue.models import Team
from forms_engine.delivery.connectors.checking import checked_settings
from forms_engine.delivery.mapping.services import publish_mapping
from forms_engine.delivery.models import Destination, Route
from forms_engine.requests.models import StatusMapping


@transaction.atomic
def load_back_offices() -> int:
    """Make those that are missing. Returns how many there were."""
    wanted = read("back_offices.json")["destinations"]
    for place in settings.FILE_DROPS.values():
        if place.startswith("file:"):
            Path(urlsplit(place).path).mkdir(parents=True, exist_ok=True, mode=0o700)
    missing = [row for row in wanted if not Destination.objects.filter(slug=row["slug"]).exists()]
    for row in missing:
        destination = Destination.objects.create(
            slug=row["slug"],
            name=row["name"],
            kind=row["kind"],
            team=Team.objects.get(slug=row["team"]),
            settings=checked_settings(row["kind"], row.get("settings", {})),
            wants_updates=row.get("wants_updates", False),
            takes_personal_data=row.get("takes_personal_data", True),
            told_as_en=row.get("told_as_en", ""),
            told_as_cy=row.get("told_as_cy", ""),
            acknowledges_within_hours=row.get("acknowledges_within_hours", 0),
        )
        Route.objects.get(slug=row["route"]).destinations.add(destination)
        StatusMapping.objects.bulk_create(
            StatusMapping(destination=destination, **status) for status in row.get("statuses", [])
        )
        if "mapping" in row:
            publish_mapping(destination, row["mapping"], by=None)
    return len(missing)
