"""A request's timeline on its page: all of it, what passed between its customer and the council, or the notes."""

from collections.abc import Iterable
from dataclasses import dataclass

from forms_engine.requests.models import RequestFile, TimelineEntry
from forms_engine.requests.timeline_words import for_officer

Kind = TimelineEntry.Kind

ALL, CUSTOMER, NOTES = "all", "customer", "notes"
FILTERS = ((ALL, "Everything"), (CUSTOMER, "With the customer"), (NOTES, "Notes"))
FOR_COLLEAGUES = frozenset({Kind.NOTE, Kind.CONTACT})


@dataclass(frozen=True, slots=True)
class Line:
    """One entry, what it is called, and the files that were added with it."""

    entry: TimelineEntry
    title: str
    files: tuple[RequestFile, ...]


def lines_of(entries: Iterable[TimelineEntry], files: Iterable[RequestFile], chosen: str = ALL) -> list[Line]:
    """The entries of one of the ``FILTERS``, as they come."""
    added: dict[int | None, list[RequestFile]] = {}
    for kept in files:
        added.setdefault(kept.entry_number, []).append(kept)
    return [
        Line(entry, title, tuple(added.get(entry.number, ())))
        for entry, title in for_officer(entry for entry in entries if _is_of(entry, chosen))
    ]


def _is_of(entry: TimelineEntry, chosen: str) -> bool:
    if chosen == CUSTOMER:
        return entry.shown_to_customer
    if chosen == NOTES:
        # What an officer wrote with files that only colleagues see is a note as well.
        hidden_files = entry.kind == Kind.FILE_ADDED and not entry.shown_to_customer
        return entry.kind in FOR_COLLEAGUES or hidden_files
    return True
