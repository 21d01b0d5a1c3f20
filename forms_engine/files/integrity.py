"""Every file's row has its bytes, and there are no bytes without a row."""

import itertools
from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone

from forms_engine.files.models import StoredFile, private_storage

UPLOADS = "uploads"
# Bytes are written before their row is committed: younger ones may still get theirs.
SETTLED_AFTER = timedelta(days=1)
AT_ONCE = 1000


def problems() -> Iterator[str]:
    """What is wrong, a sentence each; nothing where all is well."""
    stored = StoredFile.objects.exclude(scan_state=StoredFile.ScanState.INFECTED)
    for file in stored.only("id", "content").iterator(AT_ONCE):
        if not file.content.storage.exists(file.content.name):
            yield f"File {file.id} has lost its content."
    for name in _orphans():
        yield f"{name} is in the private storage, but no file is: nobody will ever delete it by hand."


def delete_orphans() -> int:
    """Delete the bytes that have had no row for a day: what an upload left behind that was rolled back, or a
    deletion that did not get to them. Answers how many there were."""
    storage, deleted = private_storage(), 0
    for name in _orphans():
        storage.delete(name)
        deleted += 1
    return deleted


def _orphans() -> Iterator[str]:
    names = _names()
    while batch := list(itertools.islice(names, AT_ONCE)):
        known = set(StoredFile.objects.filter(content__in=batch).values_list("content", flat=True))
        yield from (name for name in batch if name not in known)


def _names() -> Iterator[str]:
    """The names of all uploads in the storage that are old enough to have a row."""
    storage, settled = private_storage(), timezone.now() - SETTLED_AFTER
    if not storage.exists(UPLOADS):
        return
    folders, _ = storage.listdir(UPLOADS)
    for folder in sorted(folders):
        _, files = storage.listdir(f"{UPLOADS}/{folder}")
        for file in sorted(files):
            name = f"{UPLOADS}/{folder}/{file}"
            if storage.get_modified_time(name) < settled:
                yield name
