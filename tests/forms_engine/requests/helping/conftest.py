"""Pia, who is helped, and Hal, who helps."""

import pytest

from tests.forms_engine.requests.helping.people import resident


@pytest.fixture
def pia():
    return resident("Pia Person", "pia@example.org")


@pytest.fixture
def hal():
    return resident("Hal Helper", "hal@example.org")
