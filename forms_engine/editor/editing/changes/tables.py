"""Changes to what a draft holds by key: named conditions, lists of options and sections."""

from typing import Any, Literal

from forms_engine.editor.editing.changes.finding import Document, NotThere, copied, table_of
from forms_engine.editor.editing.changes.keys import key_from

Table = Literal["conditions", "lists", "sections"]


def add_entry(document: Document, table: Table, name: str, value: Any) -> tuple[Document, str]:
    """A new entry under a key made of its name; the answer has the key too."""
    changed = copied(document)
    entries = table_of(changed, table)
    key = key_from(name, entries, table.removesuffix("s"), whole=True)
    entries[key] = value
    return changed, key


def replace_entry(document: Document, table: Table, key: str, value: Any) -> Document:
    """``value`` under a key that is there.

    Raises:
        NotThere: where it is not.
    """
    changed = copied(document)
    entries = table_of(changed, table)
    if key not in entries:
        raise NotThere(f"{table}.{key}")
    entries[key] = value
    return changed


def remove_entry(document: Document, table: Table, key: str) -> Document:
    """The draft without an entry. What used it stays as it is, for the linter to point at.

    Raises:
        NotThere: where there is no such entry.
    """
    changed = copied(document)
    entries = table_of(changed, table)
    if key not in entries:
        raise NotThere(f"{table}.{key}")
    del entries[key]
    if not entries:
        del changed[table]
    return changed
