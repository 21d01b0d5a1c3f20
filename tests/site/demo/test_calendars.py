"""Marlshire's calendars: made once, never run out, and never put back what somebody changed."""

import itertools
import json
from datetime import date

import pytest
import time_machine

from demo.calendars import load_calendars, load_slots
from demo.services_and_journeys import FIXTURES, NOBODY
from forms_engine.booking.calendar import Calendar
from forms_engine.booking.models import BankHoliday, Place, Resource, ResourceKind, Schedule, Slot
from forms_engine.journeys.offer import import_services

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def services(file_transaction):
    wanted = json.loads((FIXTURES / "services.json").read_text())
    for row in wanted["destinations"]:
        if row["kind"] == "webhook":
            row["settings"] = {"url": NOBODY}
    import_services(wanted)


def offered(slug: str, first: date, last: date) -> list:
    return Calendar(ResourceKind.objects.get(slug=slug)).times(first, last)


@time_machine.travel("2026-11-23T06:00:00Z", tick=True)
def test_there_are_times_of_every_kind_and_again_makes_nothing():
    assert load_calendars() == Resource.objects.count()
    free = load_slots()
    assert free == Place.objects.count() < 40_000
    assert BankHoliday.objects.filter(day="2026-12-25").exists()
    for kind in ResourceKind.objects.all():
        assert Calendar(kind).days(), kind
    before = Slot.objects.count(), Schedule.objects.count()
    assert load_calendars() == 0 and load_slots() == free
    assert (Slot.objects.count(), Schedule.objects.count()) == before
    assert not offered("registrar", date(2026, 12, 25), date(2026, 12, 25))


def test_a_demonstration_that_stood_still_for_years_has_times_again():
    with time_machine.travel("2026-11-23T06:00:00Z", tick=True):
        load_calendars()
        load_slots()
    with time_machine.travel("2031-07-07T06:00:00Z", tick=True):
        assert load_calendars() == 0
        load_slots()
        for kind in ResourceKind.objects.all():
            assert Calendar(kind).days(), kind
        # A summer's evening: the seasons have not been mixed up.
        [*_, last] = offered("recycling-centre", date(2031, 7, 7), date(2031, 7, 7))
        assert last.slot.local_start.hour == 17
        seasons = Schedule.objects.filter(resource__slug="recycling-marlford").order_by("valid_from")
        assert all(one.valid_until < two.valid_from for one, two in itertools.pairwise(seasons))


@time_machine.travel("2026-11-23T06:00:00Z", tick=True)
def test_what_somebody_changed_stays():
    load_calendars()
    ResourceKind.objects.filter(slug="call-back").update(minutes=20)
    Schedule.objects.filter(resource__slug="call-back-line").delete()
    Schedule.objects.filter(resource__slug="recycling-marlford").update(capacity=5)
    load_calendars()
    assert ResourceKind.objects.get(slug="call-back").minutes == 20
    assert not Schedule.objects.filter(resource__slug="call-back-line").exists()
    assert set(
        Schedule.objects.filter(resource__slug="recycling-marlford").values_list("capacity", flat=True)
    ) == {5}


@time_machine.travel("2026-11-23T06:00:00Z", tick=True)
def test_one_registrar_is_not_at_two_offices_at_once():
    """Friday afternoon she is at either: whoever books first takes her there."""
    load_calendars()
    needs = Schedule.objects.filter(also_needs__slug="eleri-vaughan")
    assert set(needs.values_list("resource__slug", flat=True)) == {
        "register-office-eastwold",
        "register-office-castle-marl",
    }
