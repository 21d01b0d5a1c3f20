"""The points at which processes are killed are still there: found out in a second, and not after a quarter of an hour."""

import importlib

import pytest

from tests.faults.kill_points.apps import OF_MONEY_AND_PLACES, POINTS


@pytest.mark.parametrize("point", {**POINTS, **OF_MONEY_AND_PLACES}.values(), ids=lambda point: point[2])
def test_what_a_point_wraps_is_there(point):
    _process, module, function, _when = point
    assert callable(getattr(importlib.import_module(module), function))
