"""Indexing what a load makes in one go. One by one, the worker of a new house would be at it for minutes, and until then the
admin's search would not find what is there."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command

from content.in_one_go import put_off

# Wagtail's own, a task for each thing that was saved, and what does the same for everything there is.
TOGETHER = {
    "modelsearch.tasks.insert_or_update_object_task": "update_index",
    "wagtail.tasks.update_reference_index_task": "rebuild_references_index",
}
# So many at once are sooner done for all that there is.
MANY = 300


@contextmanager
def indexed_together() -> Iterator[None]:
    """What is made meanwhile is in the admin's index, and its references are counted, when this is done, if it is much; a
    little of it is left to the worker, as are all other tasks."""
    together: set[str] = set()
    try:
        with put_off() as waiting:
            yield
        paths = [task.module_path for task, _, _ in waiting.tasks.values()]
        together = {path for path in TOGETHER if paths.count(path) >= MANY}
    finally:
        # What was made before an error stays, and is for the worker to index.
        waiting.enqueue_all(but=together)
    for path in sorted(together):
        call_command(TOGETHER[path], verbosity=0, stdout=io.StringIO())
