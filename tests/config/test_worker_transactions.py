"""What a task enqueues while the worker runs it is part of the task's own Django transaction."""

import asyncio
import threading

from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from config.management.commands.worker import worker_app
from forms_engine.requests.tasks import send_code


@app.task(name="tests.enqueue_then_fail")
def enqueue_then_fail() -> None:
    """Enqueues a job in a transaction that comes to nothing."""
    with transaction.atomic():
        send_code.defer(reference="K7W-Q3X-T9D4")
        transaction.set_rollback(True)


async def work() -> None:
    fetching = worker_app()
    async with fetching.open_async():
        await fetching.run_worker_async(wait=False, install_signal_handlers=False, delete_jobs="never")


def test_a_job_of_a_transaction_that_failed_was_never_enqueued(committing_db):
    enqueue_then_fail.defer()
    # In a thread of its own: the browser's library may keep an event loop in this one.
    worker = threading.Thread(target=lambda: asyncio.run(work()))
    worker.start()
    worker.join(30)
    ran = ProcrastinateJob.objects.get(task_name="tests.enqueue_then_fail")
    assert ran.status == "succeeded"
    assert not ProcrastinateJob.objects.filter(task_name="forms_engine.requests.tasks.send_code").exists()
