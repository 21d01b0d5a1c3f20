"""The matrix can fail: with a filter taken out of a surface it reports a leak there."""

import pytest

from tests.leaks.asking import ask
from tests.leaks.sabotage import SABOTAGES, Sabotage
from tests.leaks.surfaces import SURFACES


@pytest.mark.leaks
@pytest.mark.parametrize("sabotage", SABOTAGES, ids=str)
def test_a_filter_taken_out_is_noticed(world, askers, monkeypatch, sabotage: Sabotage):
    sabotage.apply(monkeypatch)
    report = ask(world, askers, sabotage.asker, sabotage.surface, until_first_leak=True)
    assert report.leaks


def test_every_surface_is_shown_to_fail():
    assert set(SURFACES) - {one.surface for one in SABOTAGES} == set()
