"""A small calendar for tests: kinds, resources and slots, made as a schedule would make them."""

import itertools
from datetime import UTC, datetime, timedelta

from wagtail.models import Locale

from forms_engine.booking import capacity as capacities
from forms_engine.booking.actors import Owner
from forms_engine.booking.models import Place, Resource, ResourceKind, Schedule, Slot
from forms_engine.catalogue.models import Service, Team

_numbers = itertools.count(1)

# A Monday morning in winter: wall time and UTC are the same.
NINE = datetime(2026, 12, 7, 9, tzinfo=UTC)
NOON_BEFORE = datetime(2026, 12, 1, 12, tzinfo=UTC)


def kind(**rules) -> ResourceKind:
    """A kind of appointment of a service of its own."""
    number = next(_numbers)
    team, _ = Team.objects.get_or_create(slug="registrars", defaults={"name": "Registrars"})
    service = Service.objects.create(
        slug=f"service-{number}", name="Births", team=team, locale=Locale.get_default()
    )
    return ResourceKind.objects.create(
        **{
            "slug": f"kind-{number}",
            "name": {"en": "Appointment"},
            "service": service,
            "minutes": 30,
            **rules,
        }
    )


def resource(of: ResourceKind, **fields) -> Resource:
    """One of that kind: a site, unless said otherwise."""
    number = next(_numbers)
    return Resource.objects.create(
        **{
            "slug": f"resource-{number}",
            "name": f"Resource {number}",
            "what": "site",
            "kind": of,
            "team": of.service.team,
            **fields,
        }
    )


def schedule(of: Resource, **fields) -> Schedule:
    """Hours of it, without any rules yet."""
    return Schedule.objects.create(**{"resource": of, "valid_from": "2026-01-01", **fields})


def slot(of: Schedule | None = None, starts_at=NINE, minutes=30, capacity=1, exclusive=()) -> Slot:
    """A slot with its places."""
    of = of or schedule(resource(kind()))
    made = Slot.objects.create(
        schedule=of,
        resource=of.resource,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        capacity=0,
        exclusive_ids=sorted(one.pk for one in exclusive),
    )
    return capacities.change(made.pk, capacity, by_hand=False)


def slots(of: Schedule, begin: list[datetime], minutes=30, capacity=1) -> list[Slot]:
    """Many at once, with their places, in the order of ``begin``."""
    made = Slot.objects.bulk_create(
        Slot(
            schedule=of,
            resource=of.resource,
            starts_at=at,
            ends_at=at + timedelta(minutes=minutes),
            capacity=capacity,
            exclusive_ids=[],
        )
        for at in begin
    )
    Place.objects.bulk_create(Place(slot=one, number=n + 1) for one in made for n in range(capacity))
    return made


def submission(number=None) -> Owner:
    """Somebody who is filling in."""
    return Owner("submission", str(next(_numbers) if number is None else number))


def request(number=None) -> Owner:
    """What they sent."""
    return Owner("request", str(next(_numbers) if number is None else number))
