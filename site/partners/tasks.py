"""What the worker does for partner organisations."""

from procrastinate.contrib.django import app


@app.periodic(cron="5 6 * * *")
@app.task(queue="house", queueing_lock="partners.remind_of_confirmations")
def remind_of_confirmations(timestamp: int) -> None:
    """Every morning: letters about confirmations that are due, or were missed."""
    from partners.services import reminders

    reminders.remind_of_confirmations()
    reminders.bring_roles_up_to_date()
