"""What the worker does for pages. No arguments but the time."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="content", queueing_lock="content.release_due")
def release_due(timestamp: int) -> None:
    """Every minute: releases whose moment has come."""
    from content.releases import releasing

    releasing.release_due()


@app.periodic(cron="10 7 * * *")
@app.task(queue="content", queueing_lock="content.remind_owners")
def remind_owners(timestamp: int) -> None:
    """Every morning: write to those whose pages are to be looked over."""
    from django.utils import timezone

    from content.reviews import reminding

    reminding.write_to_owners(timezone.localdate())
