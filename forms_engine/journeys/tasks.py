"""What the worker does for journeys under way."""

from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(queue="journeys", queueing_lock="journeys.forget_drafts")
def forget_drafts(timestamp: int) -> None:
    """Once a night: delete drafts that were left behind."""
    from forms_engine.journeys import services

    while services.forget_drafts():
        pass
