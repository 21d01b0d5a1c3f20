"""What the worker does for the house itself."""

import logging
from datetime import UTC, datetime
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.core.management import call_command
from django.utils.module_loading import import_string
from procrastinate import JobContext, RetryStrategy
from procrastinate.contrib.django import app

logger = logging.getLogger(__name__)

# A worker says every 5 seconds that it lives (`manage.py worker`); four missed in a row and it is gone.
HEARTBEAT_SECONDS = 5
STALLED_SECONDS = 20


@app.task(
    name="config.run_library_task",
    queue="library",
    retry=RetryStrategy(max_attempts=6, exponential_wait=3),
)
def run_library_task(path: str, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Run one of Wagtail's tasks, named by the path of its function."""
    task = import_string(path)
    try:
        task.call(*args, **kwargs)
    except ObjectDoesNotExist:
        # What it was to index was deleted after it was saved: there is nothing left to do.
        logger.info("%s: its object is gone", path)


@app.periodic(cron="* * * * * */15")
@app.task(
    name="config.rescue_stalled_jobs",
    queue="house",
    queueing_lock="config.rescue_stalled_jobs",
    pass_context=True,
)
async def rescue_stalled_jobs(context: JobContext, timestamp: int) -> None:
    """Put back in the queue what a killed worker was doing; every task of ours may safely run again."""
    jobs = context.app.job_manager
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=STALLED_SECONDS):
        logger.warning("job %s (%s) was left by a dead worker and is put back", job.id, job.task_name)
        await jobs.retry_job(job, retry_at=datetime.now(UTC))


@app.periodic(cron="* * * * *")
@app.task(name="config.publish_scheduled", queue="house", queueing_lock="config.publish_scheduled")
def publish_scheduled(timestamp: int) -> None:
    """Every minute: publish the pages, snippets and journeys whose moment has come, and take down what has expired."""
    call_command("publish_scheduled")
