"""Slots as schedules say them, ahead, and in line with every change of theirs."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from forms_engine.booking import capacity, ending, holidays, selectors
from forms_engine.booking.actors import HOUSE
from forms_engine.booking.calendar import Calendar
from forms_engine.booking.confirming import take_over
from forms_engine.booking.generating import generate
from forms_engine.booking.holding import hold
from forms_engine.booking.integrity import problems
from forms_engine.booking.models import BankHoliday, Place, Slot
from tests.forms_engine.booking.calendars import kind, request, resource, schedule, submission

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def before(time_machine):
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)  # a Tuesday
    return time_machine


@pytest.fixture
def mondays():
    """Mondays from nine to half past ten, for the next four weeks and the one that is made ahead."""
    made = schedule(resource(kind(days_ahead=28)), capacity=2)
    made.rules.create(weekday=0, opens=time(9), closes=time(10, 30))
    return made


def days(of):
    return sorted({one.local_start.date() for one in of.slots.filter(withdrawn_at=None)})


def booked(of, number=0):
    owner, after = submission(), request()
    hold(owner, of.slots.filter(withdrawn_at=None).order_by("starts_at")[number].pk)
    take_over(owner, after, owes=False)
    return after


def test_made_ahead_once_however_often(mondays):
    assert generate(mondays.pk).made == 15
    assert generate(mondays.pk).made == 0
    assert days(mondays) == [date(2026, 12, 7) + timedelta(weeks=number) for number in range(5)]
    assert Place.objects.count() == 30 and list(problems()) == []


def test_in_few_queries_however_many_slots(mondays):
    with CaptureQueriesContext(connection) as few:
        generate(mondays.pk)
    with CaptureQueriesContext(connection) as again:
        generate(mondays.pk)
    assert len(few) <= 16 and len(again) <= 14


def test_not_on_bank_holidays_unless_it_says_so(mondays):
    holidays.fill()
    assert BankHoliday.objects.filter(day="2026-12-28").exists()
    generate(mondays.pk)
    assert date(2026, 12, 28) not in days(mondays)
    mondays.opens_on_bank_holidays = True
    mondays.save()
    generate(mondays.pk)
    assert date(2026, 12, 28) in days(mondays)


def test_the_list_of_bank_holidays_can_be_edited(mondays):
    holidays.fill()
    BankHoliday.objects.filter(day="2026-12-28").update(is_open=True)
    assert holidays.fill() == 0
    generate(mondays.pk)
    assert date(2026, 12, 28) in days(mondays)


def test_exceptions_close_a_day_or_give_it_other_hours(mondays):
    mondays.exceptions.create(day="2026-12-07")
    mondays.exceptions.create(day="2026-12-16", opens=time(14), closes=time(15))
    generate(mondays.pk)
    assert date(2026, 12, 7) not in days(mondays) and date(2026, 12, 16) in days(mondays)
    assert mondays.slots.filter(starts_at__date="2026-12-16").count() == 2


def test_over_the_clock_change_it_opens_at_the_same_time_by_the_clock(mondays, before):
    before.move_to("2027-03-16T12:00:00Z", tick=False)
    generate(mondays.pk)
    firsts = mondays.slots.filter(starts_at__gt=datetime(2027, 3, 21, tzinfo=UTC)).order_by("starts_at")
    assert {one.local_start.hour for one in firsts} == {9, 10}
    assert {one.starts_at.hour for one in firsts} == {8, 9, 10}


def test_a_change_withdraws_what_is_free_and_lists_what_is_booked(mondays):
    generate(mondays.pk)
    owner = booked(mondays)
    mondays.rules.update(opens=time(9, 15), closes=time(10, 15))
    done = generate(mondays.pk)
    assert (done.withdrawn, done.no_longer_fit, done.made) == (15, 1, 10)
    assert Slot.objects.filter(withdrawn_at__isnull=False).count() == 1
    assert [one.owner_id for one in selectors.no_longer_fits()] == [owner.id]
    # One of the two places at a quarter past nine is as good as taken.
    first = mondays.slots.filter(withdrawn_at=None).earliest("starts_at")
    assert first.capacity == 1 and list(problems()) == []
    ending.cancel(owner, HOUSE)
    generate(mondays.pk)
    first.refresh_from_db()
    assert first.capacity == 2


def test_what_is_said_again_fits_again(mondays):
    generate(mondays.pk)
    booked(mondays)
    mondays.rules.update(weekday=1)
    generate(mondays.pk)
    assert selectors.no_longer_fits().count() == 1
    mondays.rules.update(weekday=0)
    generate(mondays.pk)
    assert not selectors.no_longer_fits().exists()
    first = mondays.slots.filter(withdrawn_at=None).earliest("starts_at")
    assert first.places.filter(is_leaving=False).count() == 2 and list(problems()) == []


def test_a_capacity_set_by_hand_stays(mondays):
    generate(mondays.pk)
    first = mondays.slots.earliest("starts_at")
    capacity.change(first.pk, 7)
    mondays.capacity = 3
    mondays.save()
    generate(mondays.pk)
    assert sorted(set(mondays.slots.values_list("capacity", flat=True))) == [3, 7]


def test_a_lowered_capacity_drops_nobody_and_is_kept_to(mondays):
    generate(mondays.pk)
    owner, _other = booked(mondays), booked(mondays)
    first = mondays.slots.earliest("starts_at")
    capacity.change(first.pk, 1)
    assert selectors.over_capacity().get() == first
    ending.cancel(owner, HOUSE)
    # The one that is left has the one place there is, whichever of the two was cancelled.
    assert not selectors.over_capacity().exists()
    assert first.pk not in [one.slot.pk for one in Calendar(mondays.resource.kind).times(*DAYS)]


DAYS = (date(2026, 12, 1), date(2027, 1, 31))


def first_offered(of):
    return Calendar(of).times(*DAYS)[0].slot


def test_times_are_offered_in_two_queries(mondays):
    generate(mondays.pk)
    with CaptureQueriesContext(connection) as seen:
        found = Calendar(mondays.resource.kind).times(*DAYS)
    assert len(seen) == 2
    # The week ahead of what is offered has been made, and is not offered yet.
    assert [one.slot.starts_at for one in found] == [
        one.starts_at for one in mondays.slots.filter(starts_at__date__lt="2026-12-30").order_by("starts_at")
    ]
    assert all(one.free == 2 for one in found)


def test_what_is_held_is_not_offered_until_the_hold_is_over(mondays, before):
    mondays.capacity = 1
    mondays.save()
    generate(mondays.pk)
    first = first_offered(mondays.resource.kind)
    hold(submission(), first.pk)
    assert first_offered(mondays.resource.kind) != first
    before.shift(timedelta(minutes=15))
    assert first_offered(mondays.resource.kind) == first


def test_an_officer_who_is_busy_elsewhere_is_not_offered(before):
    births, deaths = kind(), kind()
    jones = resource(births, is_exclusive=True, what="officer")
    desk = resource(deaths)
    for of, also in ((schedule(jones), []), (schedule(desk), [jones])):
        of.also_needs.set(also)
        of.rules.create(weekday=0, opens=time(9), closes=time(9, 30))
        generate(of.pk)
    first = first_offered(births)
    assert first_offered(deaths).starts_at == first.starts_at
    hold(submission(), first.pk)
    assert first_offered(deaths).starts_at == first.starts_at + timedelta(weeks=1)


def test_the_day_sheet_says_who_comes(mondays):
    generate(mondays.pk)
    owner = booked(mondays)
    hold(submission(), mondays.slots.earliest("starts_at").pk)
    day = date(2026, 12, 7)
    assert [one.owner_id for one in selectors.booked_between([mondays.resource_id], day, day)] == [owner.id]
    assert not selectors.booked_between([mondays.resource_id], *[date(2026, 12, 8)] * 2).exists()
