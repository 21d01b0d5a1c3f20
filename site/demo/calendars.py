"""What can be booked in Marlshire, and when. Run at every start: what is there already is
somebody's and stays."""

import itertools
from datetime import date, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from demo.fixtures import read
from forms_engine.booking import generating, holidays
from forms_engine.booking.models import Place, Resource, ResourceKind, Schedule, ScheduleRule
from forms_engine.catalogue.models import Service, Team

YEARS = 2  # of seasons, that are made ahead


@transaction.atomic
def load_calendars() -> int:
    """Make the kinds, resources and schedules that are missing. Returns how many resources there were to make.

    Of a resource that is there, only the seasons after its last one are added, so that none ever runs out.
    """
    wanted = read("calendars.json")
    services = {row.slug: row for row in Service.objects.filter(locale__language_code="en")}
    teams = {row.slug: row for row in Team.objects.all()}
    for row in wanted["kinds"]:
        rest = {**row, "service": services[row["service"]]}
        ResourceKind.objects.get_or_create(slug=row["slug"], defaults=rest)
    kinds = {row.slug: row for row in ResourceKind.objects.all()}
    made = 0
    for row in wanted["resources"]:
        rest = {name: value for name, value in row.items() if name not in {"slug", "schedules"}}
        rest |= {"kind": kinds[row["kind"]], "team": teams[row["team"]]}
        resource, is_new = Resource.objects.get_or_create(slug=row["slug"], defaults=rest)
        made += is_new
        _schedules(resource, row.get("schedules", []), is_new)
    return made


def load_slots() -> int:
    """Fill the bank holidays and make the slots that are not there yet, as the worker does each night. Returns how many
    places are on offer."""
    holidays.fill()
    generating.generate_all()
    return Place.objects.filter(slot__starts_at__gt=timezone.now(), booking=None, is_leaving=False).count()


def _schedules(resource: Resource, wanted: list[dict[str, Any]], is_new: bool) -> None:
    today = timezone.localdate()
    if is_new:
        for row in wanted:
            if "from" not in row:
                _schedule(resource, row, today, None)
    ends = resource.schedules.exclude(valid_until=None).order_by("-valid_until")
    last = ends.values_list("valid_until", flat=True).first()
    if last is None and not is_new:
        return
    for first, until, row in _seasons(wanted, today.year):
        if until >= today and (last is None or first > last):
            _schedule(resource, row, first, until)


def _seasons(wanted: list[dict[str, Any]], year: int) -> list[tuple[date, date, dict[str, Any]]]:
    """Seasons with their first and last day, in order: from the one that may still last to the end of the years ahead.
    Each lasts until the next begins."""
    begins = sorted(
        (date.fromisoformat(f"{number}-{row['from']}"), index)
        for index, row in enumerate(wanted)
        if "from" in row
        for number in range(year - 1, year + YEARS + 1)
    )
    return [
        (first, after - timedelta(days=1), wanted[index])
        for (first, index), (after, _) in itertools.pairwise(begins)
    ]


def _schedule(resource: Resource, row: dict[str, Any], first: date, until: date | None) -> None:
    schedule = Schedule.objects.create(
        resource=resource,
        valid_from=first,
        valid_until=until,
        capacity=row["capacity"],
        opens_on_bank_holidays=row.get("opens_on_bank_holidays", False),
    )
    schedule.also_needs.set(Resource.objects.filter(slug__in=row.get("also_needs", [])))
    ScheduleRule.objects.bulk_create(
        ScheduleRule(
            schedule=schedule,
            weekday=day,
            opens=time.fromisoformat(hours["opens"]),
            closes=time.fromisoformat(hours["closes"]),
        )
        for hours in row["hours"]
        for day in hours["days"]
    )
