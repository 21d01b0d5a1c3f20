"""The page cache, for what is kept of events."""

from tests.page_cache.conftest import page_cache

__all__ = ["page_cache"]
