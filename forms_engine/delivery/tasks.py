"""What the worker does for deliveries beside sending them. Arguments are ids only."""

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="delivery", queueing_lock="delivery.give_up")
def give_up_overdue_deliveries(timestamp: int) -> None:
    """Once a minute: put before a person what has waited too long."""
    from forms_engine.delivery import services

    services.give_up_overdue()
