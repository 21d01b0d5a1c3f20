"""Some residents' appointments, so that no day sheet is empty. Made by the same doors as anybody's."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from audiences.principal import Principal
from demo.fixtures import read
from forms_engine.booking import holding, selectors
from forms_engine.booking.actors import HOUSE
from forms_engine.booking.calendar import Calendar
from forms_engine.booking.models import Booking, ResourceKind, Slot
from forms_engine.booking.states import LIVE
from forms_engine.catalogue.models import JourneyVersion
from forms_engine.catalogue.selectors import definition_of, live_version
from forms_engine.journeys import choosing, services


def load_appointments() -> int:
    """Book them for every kind of which nobody has an appointment to come, also at a start years later. Returns how many
    were booked."""
    made = 0
    for slug, rows in _by_journey().items():
        version = live_version(Principal.public(), slug)
        need = definition_of(version.pk).booking if version else None
        kind = selectors.kind_called(need.resource_kind) if need else None
        if version is None or kind is None or _has_some(kind):
            continue
        for row in rows:
            slot = _slot(kind, *row["at"])
            if slot is None:
                continue
            try:
                _book(version, row, slot)
            except services.NotReady:
                continue  # somebody has changed the journey since: these answers are none of it any more
            made += 1
    return made


def _by_journey() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for row in read("appointments.json")["appointments"]:
        found.setdefault(row["journey"], []).append(row)
    return found


def _has_some(kind: ResourceKind) -> bool:
    to_come = Booking.objects.filter(slot__resource__kind=kind, slot__starts_at__gt=timezone.now())
    return to_come.filter(owner_type="request", state__in=LIVE).exists()


def _slot(kind: ResourceKind, day: int, number: int) -> Slot | None:
    """The so-manieth time of the so-manieth day that has any, both from nought."""
    today = timezone.localdate()
    by_day: dict[Any, list[Slot]] = {}
    found = Calendar(kind, for_officer=True).times(today, today + timedelta(days=kind.days_ahead))
    for one in found:
        by_day.setdefault(one.slot.local_start.date(), []).append(one.slot)
    days = list(by_day.values())
    return days[day % len(days)][number % len(days[day % len(days)])] if days else None


@transaction.atomic
def _book(version: JourneyVersion, row: dict[str, Any], slot: Slot) -> None:
    language = row.get("language", "en")
    days = {
        key: (timezone.localdate() - timedelta(days=ago)).isoformat()
        for key, ago in row.get("days_ago", {}).items()
    }
    submission, _token = services.start_submission(Principal.public(), version, language=language)
    submission.answers = {**row["answers"], **days}
    submission.save(update_fields=["answers"])
    # As the house: what is soonest on a day sheet is too soon for residents.
    holding.hold(choosing.owner_of(submission), slot.pk, language=language, actor=HOUSE)
    services.submit(submission.pk)
