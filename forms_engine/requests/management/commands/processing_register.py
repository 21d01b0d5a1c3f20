"""``manage.py processing_register``: the register of processing as CSV (docs/data-life.md)."""

import csv
from typing import Any

from django.core.management.base import BaseCommand

from forms_engine.requests.data_life.register import COLUMNS, rows

# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Command(BaseCommand):
    """Reads, and writes to standard output."""

    help = "Write the register of processing as CSV: purposes, lawful bases, retention and recipients of every journey."

    def handle(self, *args: Any, **options: Any) -> None:
        """A row for each journey that is published."""
        out = csv.writer(self.stdout)
        out.writerow(COLUMNS)
        for row in rows():
            out.writerow([f"'{said}" if said.startswith(FORMULA) else said for said in row.values()])
