"""Moving the clock of a test: everything that asks Django for the time is told this one."""

from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@contextmanager
def at(moment):
    """It is ``moment``: an aware time, or in words "2026-11-23 10:00" in London."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
    with patch("django.utils.timezone.now", lambda: moment):
        yield moment
