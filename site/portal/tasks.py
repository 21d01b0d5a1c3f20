"""What the worker does for the portal. No arguments but the time."""

from procrastinate.contrib.django import app


@app.periodic(cron="10 5 * * *")
@app.task(queue="house", queueing_lock="portal.note_pages")
def note_pages(timestamp: int) -> None:
    """Once a night: note what the public reads, so that what is new is known."""
    from django.utils import timezone

    from portal.updates import noting

    noting.note_pages(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="house", queueing_lock="portal.write_updates")
def write_updates(timestamp: int) -> None:
    """Every ten minutes, by day: write to subscribers whose week or month is over. Asked again and again, so that a worker
    that was down makes up for it."""
    from django.utils import timezone

    from portal.updates import sending

    sending.write_letters(timezone.now())


@app.periodic(cron="23 4 * * *")
@app.task(queue="house", queueing_lock="portal.forget_updates")
def forget_updates(timestamp: int) -> None:
    """Once a night: delete what was asked and never confirmed, what has ended, and old letters."""
    from portal.updates import asking, keeping

    asking.forget_asked()
    keeping.forget_ended()
