"""How a file's owner, which lives above this part, hears that the file contained a virus.

The owner's part registers a callable for its ``owner_type`` when its app is ready. It is called in a transaction,
after the file's content is gone for good, and must be idempotent.
"""

from collections.abc import Callable

from forms_engine.files.models import StoredFile

FoundInfected = Callable[[StoredFile], None]
_owners: dict[str, FoundInfected] = {}


def register(owner_type: str, found_infected: FoundInfected) -> None:
    """Have ``found_infected(stored)`` called for infected files of this owner type."""
    _owners[owner_type] = found_infected


def tell(stored: StoredFile) -> None:
    """Tell the file's owner; an owner type that nobody has registered is nobody's to tell."""
    if stored.owner_type in _owners:
        _owners[stored.owner_type](stored)
