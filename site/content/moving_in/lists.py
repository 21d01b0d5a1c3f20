"""Reading the list of an old site's addresses, a record at a time: a CSV in whatever way it was saved, or a sitemap.

No record is lost: each comes out, with what is wrong with it if something is. What cannot be read as a list at all is
refused as a whole, with what to do.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from content.moving_in.columns import columns_of, unread

LARGEST = 100 * 1024 * 1024
LARGEST_CELL = 2_000_000
MOST_COLUMNS = 500
MOST_RECORDS = 100_000
# What programs write that do not write UTF-8.
WINDOWS = "cp1252"
# A crawler may write a line of its own above the names of the columns.
MOST_LINES_ABOVE = 5
SEPARATORS = (",", ";", "\t", "|")
# What no text has; a line's end and a tab within a cell are fine.
NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
BEGINNINGS = {
    b"PK\x03\x04": "This is an Excel workbook or a ZIP. Open it, save it as “CSV UTF-8”, and bring that.",
    b"\xd0\xcf\x11\xe0": "This is an old Excel workbook. Open it, save it as “CSV UTF-8”, and bring that.",
    b"%PDF": "This is a PDF, not a list.",
    b"\x1f\x8b": "This file is compressed. Unpack it, and bring what is in it.",
}


class NoList(ValueError):
    """The file cannot be read as a list; the message says why and what to do."""


@dataclass(slots=True)
class Record:
    """One record: its number from 1, the line on which it begins, and its values by what they mean."""

    number: int
    line: int
    values: dict[str, str]
    problem: str = ""


@dataclass(slots=True)
class OldList:
    """A list, opened: what its columns are, and its records, to be gone through once."""

    columns: dict[str, int]
    unread: list[str] = field(default_factory=list)
    records: Iterator[Record] = field(default_factory=lambda: iter(()))


def open_list(file: BinaryIO) -> OldList:
    """Read the beginning of a file, and say what its columns are.

    Raises:
        NoList: when it is no list; so may going through its records.
    """
    file.seek(0, io.SEEK_END)
    size = file.tell()
    if not size:
        raise NoList("The file is empty.")
    if size > LARGEST:
        raise NoList(f"The file is larger than {LARGEST // 1024 // 1024} MB. Part it into several.")
    file.seek(0)
    head = file.read(4096)
    for beginning, words in BEGINNINGS.items():
        if head.startswith(beginning):
            raise NoList(words)
    encoding = _encoding(file, head)
    file.seek(0)
    if head.removeprefix(codecs.BOM_UTF8).lstrip().startswith((b"<?xml", b"<urlset", b"<sitemapindex")):
        from content.moving_in.sitemaps import open_sitemap

        return open_sitemap(file)
    # Of the bytes that Windows has no letter for, each is left out.
    kept: Any = _Kept(file)
    text = io.TextIOWrapper(kept, encoding=encoding, errors="ignore", newline="")
    return _open_csv(text)


class _Kept(io.BufferedIOBase):
    """A file that is not closed with what reads it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1) -> bytes:
        return self.file.read(-1 if size is None else size)

    read1 = read


def _encoding(file: BinaryIO, head: bytes) -> str:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    file.seek(0)
    try:
        while chunk := file.read(1 << 16):
            decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return WINDOWS
    return "utf-8-sig"


def _open_csv(text: io.TextIOWrapper) -> OldList:
    lines = _Lines(text)
    try:
        first = lines.peek()
        if "\x00" in first:
            raise NoList("There are no words in this file. Save the list as “CSV UTF-8”, and bring that.")
        separator = _separator(first)
        rows = _rows(lines, separator)
        for _above in range(MOST_LINES_ABOVE):
            _line, cells = next(rows, (0, []))
            columns = columns_of(cells)
            if "address" in columns:
                return OldList(columns, unread(cells, columns), _records(rows, columns, len(cells)))
            if _above == 0:
                named = cells
    except (UnicodeError, csv.Error) as error:
        raise NoList(f"This cannot be read as a list: {error}.") from error
    shown = ", ".join(cell.strip()[:40] for cell in named[:10] if cell.strip())
    raise NoList(
        "There is no column of addresses. Name it “Address” or “URL” in the first line."
        + (f" The first line has: {shown}." if shown else "")
    )


def _separator(line: str) -> str:
    outside = re.sub(r'"[^"]*"', "", line)
    return max(SEPARATORS, key=lambda one: (outside.count(one), -SEPARATORS.index(one)))


class _Lines:
    """The lines of a text, with what has been read of the record under way."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self.text = text
        self.number = 0
        self.quotes = 0
        self.size = 0
        self.kept: str | None = None

    def peek(self) -> str:
        self.kept = self._read()
        return self.kept

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._read() if self.kept is None else self.kept
        self.kept = None
        if not line:
            raise StopIteration
        self.number += 1
        self.quotes += line.count('"')
        self.size += len(line)
        if self.size > 4 * LARGEST_CELL:
            raise NoList(f"The record that ends in line {self.number} is too large to be one page. {QUOTES}")
        return line

    def _read(self) -> str:
        return self.text.readline(4 * LARGEST_CELL + 1)


QUOTES = "A quotation mark is opened before it and never closed: put that right in the file."


def _rows(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
    """Each record as it stands, and where it begins."""
    before = csv.field_size_limit()
    reader = csv.reader(lines, delimiter=separator)
    while True:
        begins, lines.quotes, lines.size = lines.number + 1, 0, 0
        # The limit is the process's, so it is ours for no longer than it takes to read one record.
        csv.field_size_limit(8 * LARGEST_CELL)
        try:
            cells = next(reader)
        except StopIteration:
            return
        finally:
            csv.field_size_limit(before)
        if lines.quotes % 2 and lines.number > begins:
            raise NoList(f"In the record that begins in line {begins}: {QUOTES}")
        yield begins, cells


def _records(rows: Iterator[tuple[int, list[str]]], columns: dict[str, int], width: int) -> Iterator[Record]:
    number = 0
    try:
        for line, cells in rows:
            if not any(cell.strip() for cell in cells):
                # An empty line, as spreadsheets leave at the end: no record.
                continue
            number += 1
            if number > MOST_RECORDS:
                raise NoList(f"There are more than {MOST_RECORDS:,} lines. Part the file into several.")
            yield _record(number, line, cells, columns, width)
    except (UnicodeError, csv.Error) as error:
        raise NoList(f"This cannot be read as a list after record {number}: {error}.") from error


def _record(number: int, line: int, cells: list[str], columns: dict[str, int], width: int) -> Record:
    problem = ""
    if any(len(cell) > LARGEST_CELL for cell in cells):
        problem = f"A cell has more than {LARGEST_CELL:,} characters."
        cells = [cell if len(cell) <= LARGEST_CELL else "" for cell in cells]
    elif len(cells) > MOST_COLUMNS:
        problem = f"There are more than {MOST_COLUMNS} cells in this line."
    elif any(cell.strip() for cell in cells[width:]):
        problem = "There are more cells in this line than columns: a comma stands outside quotation marks."
    values = {
        name: NO_TEXT.sub("", cells[place]).strip() for name, place in columns.items() if place < len(cells)
    }
    return Record(number, line, values, problem)
