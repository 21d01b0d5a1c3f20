"""What the worker does for deliveries beside sending them. Arguments are ids only."""

from contextlib import suppress

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued


@app.periodic(cron="* * * * *")
@app.task(queue="delivery", queueing_lock="delivery.give_up")
def give_up_overdue_deliveries(timestamp: int) -> None:
    """Once a minute: put before a person what has waited too long."""
    from forms_engine.delivery import replaying, services

    services.give_up_overdue()
    replaying.end_unfetched()


@app.periodic(cron="* * * * *")
@app.task(queue="delivery", queueing_lock="delivery.ask_open311")
def ask_open311_servers(timestamp: int) -> None:
    """Once a minute: have those Open311 servers asked whose time has come, each by itself: a slow one holds up none."""
    from forms_engine.delivery.open311 import polling

    for destination in polling.servers_to_ask():
        with suppress(AlreadyEnqueued):
            ask_open311_server.configure(queueing_lock=f"delivery.open311:{destination.pk}").defer(
                destination_id=str(destination.pk)
            )


@app.task(queue="delivery")
def ask_open311_server(destination_id: str) -> None:
    """Ask one Open311 server how our cases stand."""
    from forms_engine.delivery.models import Destination
    from forms_engine.delivery.open311 import polling

    polling.poll(Destination.objects.get(pk=destination_id))


@app.periodic(cron="* * * * *")
@app.task(queue="delivery", queueing_lock="delivery.batches")
def write_batches(timestamp: int) -> None:
    """Once a minute: write the files whose time has come, or that could not be written before."""
    from forms_engine.delivery.batches.writing import write_due

    write_due()


@app.periodic(cron="* * * * *")
@app.task(queue="delivery", queueing_lock="delivery.drops")
def look_into_drops(timestamp: int) -> None:
    """Once a minute: hear what back offices say about the files that were left for them."""
    from forms_engine.delivery.drops.acknowledgements import look_everywhere

    look_everywhere()


@app.task(queue="delivery", retry=RetryStrategy(max_attempts=10, exponential_wait=4))
def take_up_replay(replay_id: str) -> None:
    """Put what is to be sent again in line."""
    from uuid import UUID

    from forms_engine.delivery.replaying import take_up

    take_up(UUID(replay_id))
