"""What the worker does for files. Arguments are ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(queue="files")
def scan(file_id: str) -> None:
    """Scan one file in quarantine."""
    from forms_engine.files import quarantine

    quarantine.scan(file_id)


@app.task(queue="files", retry=RetryStrategy(max_attempts=10, exponential_wait=4))
def tell_owner(file_id: str) -> None:
    """Tell the owner of an infected file."""
    from forms_engine.files import quarantine

    quarantine.tell_owner(file_id)


@app.periodic(cron="* * * * *")
@app.task(queue="files", queueing_lock="files.sweep_quarantine")
def sweep_quarantine(timestamp: int) -> None:
    """Once a minute: find files whose scan went astray."""
    from forms_engine.files import quarantine

    quarantine.sweep()


@app.periodic(cron="41 3 * * *")
@app.task(queue="files", queueing_lock="files.delete_orphans")
def delete_orphans(timestamp: int) -> None:
    """Once a night: delete bytes that no row names."""
    from forms_engine.files import integrity

    integrity.delete_orphans()
