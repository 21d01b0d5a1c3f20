"""Tables whose rows the public site shows: a migration says which, and the database raises the number from then on.

Whoever writes them, and however (a service, Wagtail's admin, treebeard's SQL, an update of many rows), the number goes
up in the transaction of the write. A statement that changes nothing that is shown does not raise it.
"""

from collections.abc import Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

_TABLES = {
    "insert": "referencing new table as after",
    "delete": "referencing old table as before",
    "update": "referencing old table as before new table as after",
}


class Watch(Operation):
    """Raise the number whenever this table changes. An operation for the migration that makes or fills the table.

    Args:
        table: its name.
        ignored: columns that no public page shows, such as those that only a draft touches.
        shown_by: what decides whether a row is shown at all. "live": the row's own column of that name. The name of
            another column: whether the page with that id is live. "": every row is.
        on: the kinds of statement to look at.
    """

    reversible = True
    reduces_to_sql = True

    def __init__(
        self,
        table: str,
        *,
        ignored: Sequence[str] = (),
        shown_by: str = "",
        on: Sequence[str] = ("insert", "update", "delete"),
    ) -> None:
        self.table, self.ignored, self.shown_by, self.on = table, tuple(ignored), shown_by, tuple(on)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Models do not change."""

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Put up the triggers, one for each kind of statement."""
        for event in self.on:
            schema_editor.execute(
                f"create trigger {_name(event)} after {event} on {self.table} {_TABLES[event]} "
                f"for each statement execute function page_cache_note('{self.shown_by}', '{','.join(self.ignored)}')"
            )

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: Any, to_state: Any
    ) -> None:
        """Take them down."""
        for event in self.on:
            schema_editor.execute(f"drop trigger {_name(event)} on {self.table}")

    def describe(self) -> str:
        """One line for ``manage.py migrate --plan``."""
        return f"Watch {self.table} for the page cache"


def _name(event: str) -> str:
    return f"page_cache_{event}"
