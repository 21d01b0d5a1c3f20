"""When a delivery is tried again."""

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms_engine.delivery.retry import DELAYS, LAST_DELAY, next_attempt_at, wait_asked

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@given(st.integers(1, 60))
def test_waits_grow_to_four_hours_and_are_spread_by_a_fifth(attempts_made):
    expected = DELAYS[attempts_made - 1] if attempts_made <= len(DELAYS) else LAST_DELAY
    waited = (next_attempt_at(attempts_made, NOW, None) - NOW).total_seconds()
    assert 0.8 * expected <= waited <= 1.2 * expected


@given(st.integers(1, 60), st.integers(0, 10**9))
def test_never_before_the_back_office_asked_but_at_most_a_day_later(attempts_made, asked):
    waited = next_attempt_at(attempts_made, NOW, asked) - NOW
    assert waited >= timedelta(seconds=min(asked, 24 * 3600))
    assert waited <= timedelta(hours=24)


@pytest.mark.parametrize(
    ("said", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        (format_datetime(NOW + timedelta(minutes=5), usegmt=True), 300),
        (format_datetime(NOW - timedelta(minutes=5), usegmt=True), 0),
        ("9" * 5000, 24 * 3600),
        ("Fri, 31 Dec 9999 23:59:59 GMT", 24 * 3600),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("٣", None),
        ("Sun, 99 Nov 2026 00:00:00 GMT", None),
    ],
)
def test_what_a_back_office_asks_is_read_as_a_number_or_as_a_moment(said, seconds):
    assert wait_asked(said, NOW) == seconds
