"""Daily totals from a CSV file: read strictly, the whole file or nothing, with every fault named by its row and column."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from audiences.principal import Principal
from forms_engine.requests.lines.access import may_import
from forms_engine.requests.lines.totals import (
    COUNTS,
    MOST_CALLS,
    DayTotals,
    Kept,
    fault_of_day,
    faults_of,
    keep_totals,
)
from forms_engine.requests.models import Line

COLUMNS = ("line", "day", *COUNTS)
MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS = 20_000
MOST_FAULTS = 50  # named; more of them help nobody


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a row (the header is row 1; 0 for the whole file) and, if one, in which column."""

    row: int
    column: str
    words: str

    def __str__(self) -> str:
        if not self.row:
            return self.words
        where = f"Row {self.row}, {self.column}" if self.column else f"Row {self.row}"
        return f"{where}: {self.words}"


class ImportRefused(ValueError):
    """Nothing of the file was kept; ``faults`` say why, the first ``MOST_FAULTS`` of them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults[:MOST_FAULTS]
        self.more = max(0, len(faults) - MOST_FAULTS)
        super().__init__("; ".join(str(fault) for fault in self.faults))


@dataclass(slots=True)
class _Reading:
    lines: dict[str, int]
    faults: list[Fault] = field(default_factory=list)
    days: dict[tuple[int, date], DayTotals] = field(default_factory=dict)
    rows: dict[tuple[int, date], int] = field(default_factory=dict)


def import_totals(principal: Principal, content: bytes) -> Kept:
    """Keep the totals of a file: UTF-8, commas, a header with exactly the ``COLUMNS`` in any order, one row a line and
    day, days as 2026-11-23. A day that was imported before is replaced.

    Raises:
        ImportRefused: when the principal may not import, and for anything in the file that is not right: nothing of it is
            kept then.
    """
    if principal.user is None or not may_import(principal):
        raise ImportRefused([Fault(0, "", "You may not import call totals.")])
    reading = _Reading(dict(Line.objects.values_list("slug", "pk")))
    for number, row in _rows(content):
        _read(reading, number, row)
    if not reading.days and not reading.faults:
        reading.faults.append(Fault(0, "", "There is no row below the header."))
    if reading.faults:
        raise ImportRefused(reading.faults)
    return keep_totals(principal.user, reading.days)


def _rows(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row below the header, by its column.

    Raises:
        ImportRefused: for what is no such file at all.
    """
    if len(content) > MOST_BYTES:
        raise ImportRefused([Fault(0, "", "The file is larger than 2 MB. Split it into several.")])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ImportRefused([Fault(0, "", "The file is not UTF-8 text. Save it as “CSV UTF-8”.")]) from None
    if "\x00" in text:
        raise ImportRefused([Fault(0, "", "The file is no text. Save it as “CSV UTF-8”.")])
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 1
    try:
        header = [name.strip() for name in next(rows, [])]
        if sorted(header) != sorted(COLUMNS):
            raise ImportRefused([Fault(1, "", f"The columns must be {', '.join(COLUMNS)}.")])
        for number, cells in enumerate(rows, start=2):
            if number > MOST_ROWS + 1:
                raise ImportRefused(
                    [Fault(0, "", f"There are more than {MOST_ROWS:,} rows. Split the file.")]
                )
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) != len(header):
                raise ImportRefused(
                    [Fault(number, "", f"There are {len(cells)} cells instead of {len(header)}.")]
                )
            yield number, dict(zip(header, (cell.strip() for cell in cells), strict=True))
    except csv.Error:
        raise ImportRefused(
            [Fault(number + 1, "", "This is not written as CSV. Check its quotation marks.")]
        ) from None


def _read(reading: _Reading, number: int, row: dict[str, str]) -> None:
    """Put one row among the days, or what is wrong with it among the faults."""
    faults = [Fault(number, column, words) for column, words in _faults(reading, row)]
    if not faults:
        key = (reading.lines[row["line"]], date.fromisoformat(row["day"]))
        if key in reading.rows:
            faults.append(Fault(number, "day", f"is there already for this line, in row {reading.rows[key]}"))
        else:
            reading.rows[key] = number
            reading.days[key] = DayTotals(**{name: int(row[name]) for name in COUNTS})
    reading.faults += faults


def _faults(reading: _Reading, row: dict[str, str]) -> Iterator[tuple[str, str]]:
    if row["line"] not in reading.lines:
        yield "line", f"there is no line “{row['line'][:60]}”"
    if words := _fault_of_day(row["day"]):
        yield "day", words
    not_counts = [name for name in COUNTS if not _is_count(row[name])]
    for name in not_counts:
        yield name, f"must be a whole number from 0 to {MOST_CALLS:,}"
    if not not_counts:
        yield from faults_of(DayTotals(**{name: int(row[name]) for name in COUNTS}))


def _is_count(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and len(cell) <= len(str(MOST_CALLS))


def _fault_of_day(cell: str) -> str:
    try:
        day = date.fromisoformat(cell) if len(cell) == len("2026-11-23") else None
    except ValueError:
        day = None
    return fault_of_day(day) if day else "must be a day such as 2026-11-23"
