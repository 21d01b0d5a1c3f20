"""The role x URL matrix with teams: whoever asks, every address of their host, with the real ids of everything there is,
says nothing of another team's, person's or organisation's."""

import pytest

from tests.leaks.desk.asking import ask
from tests.leaks.desk.people import NAMES
from tests.leaks.desk.samples import without_real_ids

pytestmark = pytest.mark.django_db

# `make test` asks as them; `make test-leaks` as everybody.
ASKED_FIRST = {"stranger"}
# Who must come across something, so that the matrix cannot be green by showing nothing to anybody; and how much.
SEES = {
    "officer-of-no-team": 25,
    "officer-alpha": 30,
    "case-officer-alpha": 40,
    "lead-alpha": 40,
    "glass-breaker": 30,
    "finance": 6,
    "auditor": 6,
    "administrator": 3,
    "booking-officer-alpha": 12,
    "councillor": 10,
    "wold-member": 8,
    "fen-member": 3,
    "Ann": 8,
    "Bob": 3,
}


def test_every_address_that_names_something_is_asked_for_with_a_real_id(world):
    assert without_real_ids(world) == [], "give these a real id in tests/leaks/desk/samples.py"


@pytest.mark.parametrize(
    "name", [name if name in ASKED_FIRST else pytest.param(name, marks=pytest.mark.leaks) for name in NAMES]
)
def test_nobody_sees_what_is_anothers(world, people, name):
    report = ask(world, people[name])
    assert sorted(set(report.leaks)) == []
    assert report.broken == []
    assert len(report.seen) >= SEES.get(name, 0), f"{name} came across {len(report.seen)} words only"
