"""What the worker does for the knowledge base. No arguments but the time."""

from procrastinate.contrib.django import app


@app.periodic(cron="30 7 * * *")
@app.task(queue="knowledge", queueing_lock="knowledge.remind_readers")
def remind_readers(timestamp: int) -> None:
    """Every morning: write to those who have something to read."""
    from django.utils import timezone

    from knowledge.reading import reminders

    reminders.remind(timezone.localdate())


@app.periodic(cron="0 7 * * 1")
@app.task(queue="knowledge", queueing_lock="knowledge.write_to_owners")
def write_to_owners(timestamp: int) -> None:
    """On Monday mornings: write to those whose articles are due for a look."""
    from django.utils import timezone

    from knowledge.upkeep import services

    services.write_to_owners(timezone.localdate())
