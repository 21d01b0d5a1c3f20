"""Wagtail's background tasks (search index, reference index) in tests, where no worker runs."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import Task, TaskResult

_waiting: ContextVar[dict[tuple[Any, ...], tuple[Task, Any, Any]] | None] = ContextVar(
    "waiting", default=None
)


class Backend(ImmediateBackend):
    """Runs a task at once, or, inside ``each_once``, at the end of it."""

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult | None:
        """Run the task; nothing is known of the result of one that waits, which nobody here asks for."""
        waiting = _waiting.get()
        if waiting is None:
            return super().enqueue(task, args, kwargs)
        key = (task.module_path, *args, *sorted(kwargs.items()))
        # The last one counts, in its place among the others.
        waiting.pop(key, None)
        waiting[key] = (task, args, kwargs)
        return None


@contextmanager
def each_once() -> Iterator[None]:
    """Run what is enqueued meanwhile at the end, the same task of the same object once.

    Making one page saves it three times and would index it three times, a quarter of what the page costs. The indexes
    are the same in the end; in the product, too, they are written after what caused it.
    """
    waiting: dict[tuple[Any, ...], tuple[Task, Any, Any]] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for task, args, kwargs in waiting.values():
        task.enqueue(*args, **kwargs)
