"""What the worker puts in order, and that nothing depends on it."""

from datetime import date, timedelta

import pytest

from forms_engine.booking import capacity, generating, holidays, selectors, tasks, tidying
from forms_engine.booking.confirming import take_over
from forms_engine.booking.holding import hold
from forms_engine.booking.integrity import problems
from forms_engine.booking.models import BankHoliday, Booking, Place, Slot
from forms_engine.rounds import RoundNotWhole
from tests.forms_engine.booking.calendars import NINE, kind, request, resource, schedule, slot, submission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    return time_machine


def test_holds_that_are_over_are_freed_and_others_stay(before):
    jones = resource(kind(chooses_resource=True), is_exclusive=True)
    one, other = slot(schedule(jones), exclusive=[jones]), slot(schedule(jones), NINE + timedelta(hours=1))
    hold(submission(), one.pk)
    before.shift(timedelta(minutes=14))
    hold(submission(), other.pk)
    before.shift(timedelta(minutes=1))
    tasks.tidy_bookings(timestamp=0)
    assert sorted(Booking.objects.values_list("state", flat=True)) == ["expired", "held"]
    assert Place.objects.get(slot=one).booking is None and not one.occupations.exists()
    assert list(problems()) == []


def test_old_slots_that_nobody_booked_are_deleted(before):
    used, unused = slot(), slot()
    owner = submission()
    hold(owner, used.pk)
    take_over(owner, request(), owes=False)
    before.move_to(NINE + timedelta(days=31), tick=False)
    assert tidying.forget() == 1
    assert Slot.objects.get() == used and unused.pk != used.pk


def test_free_places_above_the_capacity_are_deleted(before):
    one = slot(capacity=2)
    hold(submission(), one.pk)
    capacity.change(one.pk, 0)
    before.shift(timedelta(minutes=15))
    assert tidying.expire() == 1 and tidying.clear() == 1
    assert not one.places.exists() and list(problems()) == []


def test_a_list_of_bank_holidays_that_ends_too_soon_is_told(before):
    of = schedule(resource(kind(days_ahead=60)))
    holidays.fill()
    assert selectors.bank_holidays_end_on() is None
    BankHoliday.objects.filter(day__year__gt=2026).delete()
    assert selectors.bank_holidays_end_on() == date(2026, 12, 28)
    of.opens_on_bank_holidays = True
    of.save()
    assert selectors.bank_holidays_end_on() is None


def test_a_broken_row_does_not_keep_the_others_from_their_turn(before, monkeypatch, caplog):
    for _ in range(3):
        hold(submission(), slot().pk)
    broken = Booking.objects.order_by("pk").first()
    give_back, words = tidying.claiming.give_back, "what somebody wrote"

    def fails(place, of):
        if place.booking_id == broken.pk:
            raise ValueError(words)
        give_back(place, of)

    monkeypatch.setattr(tidying.claiming, "give_back", fails)
    before.shift(timedelta(minutes=15))
    with pytest.raises(RoundNotWhole):
        tasks.tidy_bookings(timestamp=0)
    assert list(Booking.objects.order_by("pk").values_list("state", flat=True)) == [
        "held",
        "expired",
        "expired",
    ]
    assert f"booking {broken.pk}" in caplog.text and words not in caplog.text


def test_a_schedule_that_fails_does_not_keep_the_others_from_their_times(before, monkeypatch):
    first, second = schedule(resource(kind())), schedule(resource(kind()))
    second.rules.create(weekday=0, opens="09:00", closes="10:00")
    generate = generating.generate
    monkeypatch.setattr(generating, "generate", lambda pk: 1 // 0 if pk == first.pk else generate(pk))
    with pytest.raises(RoundNotWhole):
        tasks.make_slots(timestamp=0)
    assert second.slots.exists()
