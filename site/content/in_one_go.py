"""Making many things at once, without what each of them costs by itself."""

from collections.abc import Container, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, task_backends
from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task


@contextmanager
def in_one_go() -> Iterator[None]:
    """All of it or none, and nothing of it undone in part: a third of what is said to the database when pages are made
    are savepoints, one around each of Wagtail's steps.

    An error inside that somebody catches leaves a transaction in which nothing more can be done, and it says so.
    """
    allowed = connection.features.uses_savepoints
    connection.features.uses_savepoints = False
    try:
        with transaction.atomic(), each_once():
            yield
    finally:
        connection.features.uses_savepoints = allowed


@contextmanager
def each_once() -> Iterator[None]:
    """Enqueue what is enqueued meanwhile at the end, the same task of the same object once.

    Making one page saves it three times and would have it indexed three times. The indexes are the same in the end: they
    are written after what caused it anyway.
    """
    with put_off() as waiting:
        yield
    waiting.enqueue_all()


@contextmanager
def put_off() -> Iterator["Waiting"]:
    """Keep what is enqueued meanwhile. What becomes of it is for whoever asked: ``Waiting.enqueue_all``, for one."""
    backend = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
    waiting = Waiting(DEFAULT_TASK_BACKEND_ALIAS, {})
    task_backends[DEFAULT_TASK_BACKEND_ALIAS] = waiting
    try:
        yield waiting
    finally:
        task_backends[DEFAULT_TASK_BACKEND_ALIAS] = backend


class Waiting(BaseTaskBackend):
    """Keeps what is enqueued. Nothing is known of its results, which nobody asks for."""

    supports_defer = supports_priority = True

    def __init__(self, alias: str, params: dict[str, Any]) -> None:
        super().__init__(alias, params)
        self.tasks: dict[tuple[Any, ...], tuple[Task, Any, Any]] = {}

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> None:  # type: ignore[override]
        """Keep it; the last one counts, in its place among the others."""
        key = (task.module_path, task.priority, task.run_after, *args, *sorted(kwargs.items()))
        self.tasks.pop(key, None)
        self.tasks[key] = (task, args, kwargs)

    @transaction.atomic
    def enqueue_all(self, but: Container[str] = ()) -> None:
        """Enqueue what was kept, in its order, with the backend there is now; ``but``: tasks to leave out, by module path."""
        backend = task_backends[DEFAULT_TASK_BACKEND_ALIAS]
        for task, args, kwargs in self.tasks.values():
            if task.module_path not in but:
                backend.enqueue(task, args, kwargs)
