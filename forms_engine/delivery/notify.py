"""Telling the dispatchers that something is due, in the transaction that makes it so: they hear when it commits."""

from django.db import connection

CHANNEL = "guildhall_delivery"


def say_due() -> None:
    """Wake the dispatchers of all workers when the caller's transaction commits."""
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
