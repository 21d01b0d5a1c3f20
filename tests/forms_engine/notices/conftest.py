"""Wordings are kept in memory: each test begins, and leaves, without any."""

import pytest

from forms_engine.notices import wordings


@pytest.fixture(autouse=True)
def _nothing_kept():
    wordings.forget()
    yield
    wordings.forget()
