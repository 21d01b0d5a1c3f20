"""What names a row in an address: what anybody types there is a row's name, or none."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from forms_engine.cursors import read_moment, read_place

KEY = "3f2b0e0e-6f0e-4a51-8f3c-0d4f1f3f9b11"


def test_a_name_is_read_as_it_was_written():
    at = datetime(2026, 11, 1, 9, 30, 0, 123, tzinfo=UTC)
    assert read_place(f"{at.isoformat()}_{KEY}") == (at, UUID(KEY))


def test_a_zone_that_the_database_does_not_know_is_read_in_one_that_it_does():
    assert read_moment("2026-11-01T23:59:00+23:59") == datetime(2026, 11, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    "name",
    [
        "", "_", "x", f"x_{KEY}", f"2026-11-01T00:00:00_{KEY}", "2026-11-01T00:00:00+00:00_x", f"\x00_{KEY}",
        f"0001-01-01T00:00:00+23:59_{KEY}", f"9999-12-31T23:59:59-23:59_{KEY}", f"1999-12-31T00:00:00Z_{KEY}",
    ],
)  # fmt: skip
def test_what_names_no_row_is_none(name):
    assert read_place(name) is None
