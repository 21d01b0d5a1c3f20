"""A table as a file for a spreadsheet."""

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any

from django.http import HttpResponse

# What a spreadsheet would take for a formula. Words of readers and editors stand in these files.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv_file(name: str, head: Iterable[Any], rows: Iterable[Iterable[Any]]) -> HttpResponse:
    """The table as UTF-8 CSV (RFC 4180), marked as such for Excel. A cell that would be a formula begins with an
    apostrophe, as OWASP advises."""
    text = StringIO()
    writer = csv.writer(text)
    for row in (head, *rows):
        writer.writerow([cell(value) for value in row])
    response = HttpResponse("\ufeff" + text.getvalue(), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def cell(value: Any) -> str:
    """One value as a cell shows it: nothing in it is worked out."""
    shown = "" if value is None else str(value)
    return f"'{shown}" if shown.startswith(FORMULA) and not isinstance(value, int | float) else shown
