"""What the worker does for accounts."""

from procrastinate.contrib.django import app


@app.periodic(cron="47 3 * * *")
@app.task(queue="house", queueing_lock="accounts.forget")
def forget(timestamp: int) -> None:
    """Once a night: delete codes, taken slots and the rows of sessions that are over, and the sessions themselves."""
    from django.core.management import call_command

    from accounts import codes, sessions, throttle

    codes.forget_codes()
    throttle.forget_slots()
    sessions.forget_sessions()
    call_command("clearsessions")
