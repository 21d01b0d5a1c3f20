"""Reading the name of a row, by which a page of a list goes on from the last row of the one before.

It stands in the address, where anybody can type what they like: what names no row is none, and never an error.
"""

from datetime import UTC, datetime
from uuid import UUID

EARLIEST, LATEST = 2000, 2199  # years; others are somebody playing with the address


def read_moment(said: str) -> datetime | None:
    """The moment that was said with its zone, in UTC: Python reads zones that the database does not. None for what is no
    moment, and for one that no row is of."""
    try:
        moment = datetime.fromisoformat(said)
        moment = moment.astimezone(UTC) if moment.tzinfo is not None else datetime.min
    except (ValueError, OverflowError):
        return None
    return moment if EARLIEST <= moment.year <= LATEST else None


def read_place(name: str) -> tuple[datetime, UUID] | None:
    """The moment and the id of a row named ``<moment>_<id>``; None for what names none."""
    said, _, key = name.partition("_")
    moment = read_moment(said)
    try:
        return (moment, UUID(key)) if moment is not None else None
    except ValueError:
        return None
