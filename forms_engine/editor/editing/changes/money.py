"""Adding, changing and removing fee lines."""

from forms_engine.editor.editing.changes.finding import Document, Part, copied, entries_of, entry_at, objects
from forms_engine.editor.editing.changes.keys import key_from, unique


def add_fee(document: Document, line: Part) -> tuple[Document, int]:
    """A new fee line at the end, with a key made of its label; the answer has its number too."""
    changed = copied(document)
    fees = entries_of(changed, "fees")
    taken = {str(fee.get("key")) for fee in objects(fees)}
    label = line.get("label", {}).get("en", "")
    fees.append({**copied(line), "key": key_from(label, taken, "fee")})
    return changed, len(fees) - 1


def replace_fee(document: Document, number: int, line: Part) -> Document:
    """``line`` in place of the fee line at ``number``, under the key that one had."""
    changed = copied(document)
    before = entry_at(changed, "fees", number)
    entries_of(changed, "fees")[number] = {**copied(line), "key": before.get("key", "fee")}
    return changed


def move_fee(document: Document, number: int, by: int) -> Document:
    """Move a fee line by so many places; it stops at either end."""
    changed = copied(document)
    entry_at(changed, "fees", number)
    fees = entries_of(changed, "fees")
    fees.insert(max(0, number + by), fees.pop(number))
    return changed


def duplicate_fee(document: Document, number: int) -> Document:
    """A copy behind the original, with a key of its own."""
    changed = copied(document)
    double = copied(entry_at(changed, "fees", number))
    fees = entries_of(changed, "fees")
    double["key"] = unique(str(double.get("key", "fee")), {str(fee.get("key")) for fee in objects(fees)})
    fees.insert(number + 1, double)
    return changed


def remove_fee(document: Document, number: int) -> Document:
    """The draft without a fee line."""
    changed = copied(document)
    entry_at(changed, "fees", number)
    entries_of(changed, "fees").pop(number)
    return changed
