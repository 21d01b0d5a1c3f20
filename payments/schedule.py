"""When the poller asks Stripe about an attempt that has not come to an end."""

from datetime import datetime, timedelta

AFTER_CREATION = (timedelta(minutes=1), timedelta(minutes=3), timedelta(minutes=10), timedelta(minutes=30))
DAILY = timedelta(days=1)
# Stripe ends a session at the very second; its clock and ours may differ by a little.
AFTER_EXPIRY = timedelta(seconds=30)


def next_check(*, created_at: datetime, expires_at: datetime, now: datetime) -> datetime:
    """The first check after ``now``: 1, 3, 10, 30 minutes after creation, at expiry, then daily."""
    at_expiry = expires_at + AFTER_EXPIRY
    for moment in sorted([*(created_at + wait for wait in AFTER_CREATION), at_expiry]):
        if moment > now:
            return moment
    return now + DAILY
