"""What the worker does for people at work. No arguments but the time."""

from procrastinate.contrib.django import app


@app.periodic(cron="*/10 * * * *")
@app.task(queue="house", queueing_lock="workplace.write_digests")
def write_digests(timestamp: int) -> None:
    """From half past seven on weekdays: write to those for whom something waits, once a day. Asked again and again, so
    that a worker that was down at that moment makes up for it."""
    from django.utils import timezone

    from workplace.operations import letters

    letters.write_digests(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queue="house", queueing_lock="workplace.write_alerts")
def write_alerts(timestamp: int) -> None:
    """Every minute: write at once about destinations that have paused themselves or begun to fail."""
    from workplace.operations import letters

    letters.write_alerts()


@app.periodic(cron="*/10 * * * *")
@app.task(queue="house", queueing_lock="workplace.write_morning_letters")
def write_morning_letters(timestamp: int) -> None:
    """From half past seven on working days, as long as it is morning: write to officers for whom something waits."""
    from django.utils import timezone

    from workplace.morning import letters

    letters.write_letters(timezone.now())


@app.periodic(cron="25 * * * *")
@app.task(queue="house", queueing_lock="workplace.see_to_leavers")
def see_to_leavers(timestamp: int) -> None:
    """Every hour: make directory entries for who began, write down who left, and delete what is left of those long gone."""
    from workplace.people import leavers

    leavers.see_to_leavers()
