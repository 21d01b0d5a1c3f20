"""The matrix can fail: with a filter taken out of a surface it reports a leak there."""

import pytest

from tests.leaks.asking import ask
from tests.leaks.sabotage import SABOTAGES, Sabotage, _all_collections
from tests.leaks.surfaces import SURFACES


@pytest.mark.leaks
@pytest.mark.parametrize("sabotage", SABOTAGES, ids=str)
def test_a_filter_taken_out_is_noticed(world, askers, monkeypatch, sabotage: Sabotage):
    sabotage.apply(monkeypatch)
    report = ask(world, askers, sabotage.asker, sabotage.surface, until_first_leak=True)
    assert report.leaks


@pytest.mark.leaks
def test_what_a_process_remembers_hides_it_from_nobody_and_outlives_it_for_nobody(world, askers):
    """Which collections somebody may have files of is remembered: found with the filter, then without, then with it."""
    with_filter = ask(world, askers, "anonymous", "publication")
    assert with_filter.leaks == []
    without = Sabotage(
        "publication", "anonymous", "content.shown_files.readable_collections", _all_collections
    )
    with pytest.MonkeyPatch.context() as patch:
        without.apply(patch)
        assert ask(world, askers, "anonymous", "publication", until_first_leak=True).leaks
    assert ask(world, askers, "anonymous", "publication").seen == with_filter.seen


def test_every_surface_is_shown_to_fail():
    assert set(SURFACES) - {one.surface for one in SABOTAGES} == set()
