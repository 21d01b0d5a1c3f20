"""Rows that hundreds of tests begin with: made the product's way once in a process, set down again as rows after that."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models, transaction
from django.utils import timezone


class SetDown:
    """What a function makes in some tables that nothing else of what it makes points at.

    The first call makes it, and remembers the rows for what stood in the tables before. A call that finds the same there
    sets the rows down under new keys, dated now, which takes a query for each table; one that finds anything else makes
    them as the first did.
    """

    def __init__(self, make: Callable[[], object], tables: Sequence[type[models.Model]]) -> None:
        """``tables`` are all those that ``make`` adds to, none before one that it points at; it changes no row."""
        self._make, self._tables = make, tables
        self._made: dict[str, list[list[models.Model]]] = {}

    @transaction.atomic
    def __call__(self) -> None:
        """Make it, or set it down."""
        before = self._what_stands()
        if before in self._made:
            self._set_down(self._made[before])
            return
        known = [set(table._base_manager.values_list("pk", flat=True)) for table in self._tables]
        self._make()
        self._made[before] = [
            list(table._base_manager.exclude(pk__in=keys).order_by("pk"))
            for table, keys in zip(self._tables, known, strict=True)
        ]

    def _what_stands(self) -> str:
        rows = " || ".join(
            f"coalesce((select string_agg(t::text, '\n' order by t::text) from {table._meta.db_table} t), '')"
            for table in self._tables
        )
        with connection.cursor() as cursor:
            cursor.execute(f"select {rows}")
            return cursor.fetchone()[0]

    def _set_down(self, made: list[list[models.Model]]) -> None:
        now, keys = timezone.now(), {}
        for table, rows in zip(self._tables, made, strict=True):
            copies = [table(**_values(row, keys, now)) for row in rows]
            table._base_manager.bulk_create(copies)
            keys |= {(table, row.pk): copy.pk for row, copy in zip(rows, copies, strict=True)}


def _values(row: models.Model, keys: dict[tuple[Any, Any], Any], now: datetime) -> dict[str, Any]:
    """A row's values without its key: what points at a row set down before points at the new one."""
    values = {}
    for field in row._meta.concrete_fields:
        value = getattr(row, field.attname)
        if isinstance(value, datetime):
            value = now
        elif field.is_relation:
            value = keys.get((field.related_model, value), value)
        if not field.primary_key:
            values[field.attname] = value
    return values
