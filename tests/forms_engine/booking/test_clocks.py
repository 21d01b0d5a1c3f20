"""Wall time in London, over both clock changes."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from forms_engine.booking.clocks import instants, starts
from forms_engine.booking.models.slots import LONDON, Slot

FORWARD, BACK = date(2027, 3, 28), date(2027, 10, 31)


def walls(day, opens, closes, minutes):
    return [
        f"{begin.astimezone(LONDON):%H:%M %Z}" for begin, _ in starts(day, time(opens), time(closes), minutes)
    ]


def test_the_hour_that_is_left_out_has_no_slots():
    assert walls(FORWARD, 0, 4, 60) == ["00:00 GMT", "02:00 BST", "03:00 BST"]
    assert instants(datetime(2027, 3, 28, 1, 30)) == []


def test_the_hour_that_comes_twice_has_its_slots_twice_and_they_say_which():
    assert walls(BACK, 0, 4, 60) == ["00:00 BST", "01:00 BST", "01:00 GMT", "02:00 GMT", "03:00 GMT"]
    slots = [Slot(starts_at=begin) for begin, _ in starts(BACK, time(0), time(3), 60)]
    assert [slot.repeats_an_hour for slot in slots] == ["", "first", "second", ""]


def test_none_begins_before_the_one_before_has_ended():
    assert walls(BACK, 0, 6, 90) == ["00:00 BST", "01:30 BST", "03:00 GMT", "04:30 GMT"]


def test_the_same_wall_time_all_the_year():
    assert walls(date(2027, 1, 4), 9, 11, 60) == ["09:00 GMT", "10:00 GMT"]
    assert walls(date(2027, 7, 5), 9, 11, 60) == ["09:00 BST", "10:00 BST"]


@given(
    day=st.one_of(st.sampled_from([FORWARD, BACK]), st.dates(date(2020, 1, 1), date(2040, 1, 1))),
    opens=st.integers(0, 22),
    length=st.integers(1, 23),
    minutes=st.sampled_from([5, 10, 15, 20, 30, 45, 60, 90, 120]),
)
def test_every_slot_is_where_the_rule_says(day, opens, length, minutes):
    closes = time(min(opens + length, 23))
    found = list(starts(day, time(opens), closes, minutes))
    last = None
    for begin, end in found:
        wall = begin.astimezone(LONDON)
        assert wall.astimezone(UTC) == begin and wall.date() == day
        assert ((wall.hour - opens) * 60 + wall.minute) % minutes == 0
        assert end - begin == timedelta(minutes=minutes)
        assert end.astimezone(LONDON).time() <= closes
        assert last is None or begin >= last
        last = end
