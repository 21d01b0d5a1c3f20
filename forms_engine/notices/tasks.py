"""What the worker does for notices. Arguments are ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(queue="notices")
def send(notice_id: str) -> None:
    """Try to send one notice."""
    from forms_engine.notices import services

    services.send(notice_id)


@app.periodic(cron="* * * * *")
@app.task(queue="notices", queueing_lock="notices.sweep")
def sweep_notices(timestamp: int) -> None:
    """Once a minute: find notices whose task went astray."""
    from forms_engine.notices import services

    services.sweep()


@app.periodic(cron="41 3 * * *")
@app.task(queue="notices", queueing_lock="notices.forget_codes")
def forget_codes(timestamp: int) -> None:
    """Once a night: delete one-time codes, and messages of accounts, that are long over."""
    from forms_engine.notices import codes, services

    codes.forget_codes()
    services.forget_account_messages()


@app.task(queue="notices", retry=RetryStrategy(max_attempts=10, exponential_wait=4))
def wipe_copies(ids: list[str]) -> None:
    """Delete the demonstration's copies of letters whose words were erased."""
    from forms_engine.notices import erasing

    erasing.wipe_copies(ids)
