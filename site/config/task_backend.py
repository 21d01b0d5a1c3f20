"""Wagtail's background tasks (django-tasks) on the queue we have, Procrastinate.

Wagtail uses django-tasks to index pages and count references. With this backend such a task is a row of the
same transaction as what caused it, runs on our worker when nothing of ours is waiting, and is retried and rescued like
every other job.
"""

from typing import Any

from django_tasks.backends.base import BaseTaskBackend
from django_tasks.base import Task, TaskResult, TaskResultStatus
from django_tasks.utils import normalize_json

from config.tasks import run_library_task

# A new site is thousands of pages to index. Nobody's letter, delivery or message waits behind them.
BEHIND_THE_REST = -10


class ProcrastinateBackend(BaseTaskBackend):
    """Enqueues; the worker executes (`config.tasks.run_library_task`). Results are not kept."""

    supports_defer = True
    supports_priority = True

    def enqueue(self, task: Task, args: Any, kwargs: Any) -> TaskResult:
        """Put the task in the queue, in the transaction under way if there is one."""
        self.validate_task(task)
        deferrer = run_library_task.configure(
            priority=task.priority + BEHIND_THE_REST, schedule_at=task.run_after
        )
        job = deferrer.defer(
            path=task.module_path, args=normalize_json(list(args)), kwargs=normalize_json(dict(kwargs))
        )
        return TaskResult(
            task=task,
            id=str(job),
            status=TaskResultStatus.READY,
            enqueued_at=None,
            started_at=None,
            finished_at=None,
            last_attempted_at=None,
            args=list(args),
            kwargs=dict(kwargs),
            backend=self.alias,
            errors=[],
            worker_ids=[],
        )
