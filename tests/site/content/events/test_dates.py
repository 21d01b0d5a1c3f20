"""When an event takes place: the same time by the clock on each of its days."""

from datetime import date, datetime
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from content.events.dates import clock, occurrences, to_come

LONDON = ZoneInfo("Europe/London")


def at(words):
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def event(begins, ends, *days):
    more = [SimpleNamespace(value=date.fromisoformat(day)) for day in days]
    return SimpleNamespace(starts_at=at(begins), ends_at=at(ends), more_dates=more)


def test_each_day_has_the_same_time_by_the_clock_in_summer_and_winter():
    found = occurrences(event("2026-10-20T10:00", "2026-10-20T12:30", "2026-10-27", "2026-10-13"))
    assert [one.starts_at for one in found] == [at(f"2026-10-{day}T10:00") for day in (13, 20, 27)]
    assert {one.starts_at.utcoffset().total_seconds() for one in found} == {3600, 0}
    assert [one.ends_at for one in found] == [at(f"2026-10-{day}T12:30") for day in (13, 20, 27)]


def test_one_that_goes_on_past_midnight_does_so_each_time():
    found = occurrences(event("2026-12-31T22:00", "2027-01-01T01:00", "2027-01-30"))
    assert found[1].ends_at == at("2027-01-31T01:00")


def test_a_day_that_is_there_twice_counts_once():
    assert len(occurrences(event("2026-12-05T10:00", "2026-12-05T11:00", "2026-12-05", "2026-12-05"))) == 1


def test_the_night_the_clock_goes_forward_is_survived():
    (found,) = occurrences(event("2027-03-28T01:30", "2027-03-28T01:45"))
    assert found.ends_at >= found.starts_at


def test_what_is_over_is_not_to_come():
    one = event("2026-12-05T10:00", "2026-12-05T11:00", "2026-12-12")
    assert [date.day for date in (found.day for found in to_come(one, at("2026-12-05T11:00")))] == [12]


@pytest.mark.parametrize(
    ("begins", "ends", "words"),
    [
        ("2026-12-05T10:00", "2026-12-05T13:00", "Saturday 5 December 2026, 10am to 1pm"),
        ("2026-12-05T10:30", "2026-12-05T12:05", "Saturday 5 December 2026, 10:30am to 12:05pm"),
        (
            "2026-12-05T18:00",
            "2026-12-06T02:00",
            "Saturday 5 December 2026, 6pm to Sunday 6 December 2026, 2am",
        ),
        ("2026-12-05T18:00", "2026-12-05T18:00", "Saturday 5 December 2026, 6pm"),
    ],
)
def test_in_words(begins, ends, words):
    assert occurrences(event(begins, ends))[0].words == words


def test_midday_and_midnight():
    assert (clock(at("2026-12-05T12:00")), clock(at("2026-12-05T00:00"))) == ("12pm", "12am")


def test_in_welsh():
    with translation.override("cy"):
        assert "Rhagfyr" in occurrences(event("2026-12-05T10:00", "2026-12-05T13:00"))[0].words
