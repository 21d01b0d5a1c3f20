"""How a file's owner, which lives above this part, hears what a scan has found.

The owner's part registers callables for its ``owner_type`` when its app is ready. ``found_infected`` is called in a
transaction, after the file's content is gone for good, ``found_clean`` in the one that opens the file. Both must be
idempotent.
"""

from collections.abc import Callable

from forms_engine.files.models import StoredFile

Told = Callable[[StoredFile], None]
_owners: dict[str, Told] = {}
_clean: dict[str, Told] = {}


def register(owner_type: str, found_infected: Told, found_clean: Told | None = None) -> None:
    """Have ``found_infected(stored)`` called for infected files of this owner type, and ``found_clean(stored)`` for
    those that may be shown now."""
    _owners[owner_type] = found_infected
    if found_clean is not None:
        _clean[owner_type] = found_clean


def tell(stored: StoredFile) -> None:
    """Tell an infected file's owner; an owner type that nobody has registered is nobody's to tell."""
    if stored.owner_type in _owners:
        _owners[stored.owner_type](stored)


def tell_clean(stored: StoredFile) -> None:
    """Tell the owner of a file that was found clean, where it wants to hear."""
    if stored.owner_type in _clean:
        _clean[stored.owner_type](stored)
