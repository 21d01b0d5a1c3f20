"""Working days: bank holidays as they were proclaimed, and arithmetic that neither loses nor makes up a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.requests.working_days import WorkingDays, bank_holidays

# As GOV.UK lists them for England and Wales. (2022's and 2023's extra days were proclaimed once.)
PUBLISHED = {
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
    2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
}

DAYS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
CLOSURES = st.frozensets(DAYS, max_size=8)
NUMBERS = st.integers(0, 60)


@pytest.mark.parametrize(("year", "published"), PUBLISHED.items())
def test_bank_holidays_are_those_that_are_published(year, published):
    assert sorted(f"{day:%m-%d}" for day in bank_holidays(year)) == published.split()


def test_over_christmas_with_the_days_between_closed():
    days = WorkingDays(frozenset({date(2026, 12, 29), date(2026, 12, 30), date(2026, 12, 31)}))
    assert days.after(date(2026, 12, 24), 1) == date(2027, 1, 4)
    assert WorkingDays().after(date(2026, 12, 24), 1) == date(2026, 12, 29)


@given(day=DAYS, number=NUMBERS, closures=CLOSURES)
def test_counting_there_and_back(day, number, closures):
    days = WorkingDays(closures)
    due = days.after(day, number)
    assert days.between(day, due) == number
    assert number == 0 or days.is_working_day(due)
    assert days.after(days.before(due, number), number) == due or number == 0


@given(day=DAYS, number=NUMBERS, more=NUMBERS, closures=CLOSURES)
def test_counting_in_two_goes_is_counting_in_one(day, number, more, closures):
    days = WorkingDays(closures)
    assert days.after(days.after(day, number), more) == days.after(day, number + more)


@given(day=DAYS, number=NUMBERS, closures=CLOSURES, closed=DAYS)
def test_a_closure_never_makes_anything_due_sooner(day, number, closures, closed):
    assert WorkingDays(closures | {closed}).after(day, number) >= WorkingDays(closures).after(day, number)


@given(day=DAYS, number=NUMBERS, used=st.integers(0, 90), waited=st.integers(0, 90), closures=CLOSURES)
def test_a_pause_never_shortens(day, number, used, waited, closures):
    """Paused after some days and resumed after some more: as many working days are left as were."""
    days = WorkingDays(closures)
    due = days.after(day, number)
    paused = min(day + timedelta(days=used), due)
    left = days.between(paused, due)
    resumed = paused + timedelta(days=waited)
    due_then = days.after(resumed, left)
    assert due_then >= due
    assert days.between(resumed, due_then) == left
    if waited == 0 and days.is_working_day(due):
        assert due_then == due
    # Nobody gains more than the days of the pause.
    assert days.between(due, due_then) <= days.between(paused, resumed)


def test_what_cannot_be_counted_is_refused():
    with pytest.raises(ValueError, match="forward"):
        WorkingDays().after(date(2026, 1, 1), -1)
    with pytest.raises(OverflowError):
        WorkingDays().after(date(2026, 1, 1), 10_000)
