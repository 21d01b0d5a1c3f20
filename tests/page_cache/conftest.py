"""Asking for the page cache, which other tests do without."""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext

from page_cache import store

# What giving out a kept answer asks of the database: the number, and the answer where it is not in the process yet.
HIT = 1


@pytest.fixture
def page_cache(db, settings):
    """The page cache as the product has it, empty."""
    settings.PAGE_CACHE = True
    caches["pages"].clear()
    store.in_process.clear()
    return caches["pages"]


@pytest.fixture
def is_hit() -> Callable[..., bool]:
    """Whether this request is answered from what is kept."""

    def ask(browser, path, **headers) -> bool:
        with CaptureQueriesContext(connection) as asked:
            browser.get(path, headers=headers)
        return len(asked) == HIT

    return ask
