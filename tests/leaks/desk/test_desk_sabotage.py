"""The matrix with teams can fail: with a rule taken out it reports a leak."""

import pytest

from tests.leaks.desk.asking import ask
from tests.leaks.desk.sabotage import SABOTAGES, Sabotage


@pytest.mark.leaks
@pytest.mark.parametrize("sabotage", SABOTAGES, ids=str)
def test_a_rule_taken_out_is_noticed(world, people, monkeypatch, sabotage: Sabotage):
    sabotage.apply(monkeypatch)
    report = ask(world, people[sabotage.person], only=sabotage.at, until_first_leak=True)
    assert report.leaks
