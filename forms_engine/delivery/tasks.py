"""What the worker does for deliveries. Arguments are ids only."""

from procrastinate.contrib.django import app


@app.task(queue="delivery")
def deliver(delivery_id: str) -> None:
    """Try one delivery."""
    from forms_engine.delivery import services

    services.deliver(delivery_id)


@app.periodic(cron="* * * * *")
@app.task(queue="delivery", queueing_lock="delivery.sweep")
def sweep_deliveries(timestamp: int) -> None:
    """Once a minute: find deliveries whose task went astray."""
    from forms_engine.delivery import services

    services.sweep()
