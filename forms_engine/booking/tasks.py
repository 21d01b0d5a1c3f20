"""What the worker does for bookings."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="booking", queueing_lock="booking.tidy")
def tidy_bookings(timestamp: int) -> None:
    """Once a minute: free the places of holds that are over, for those who look at the list."""
    from forms_engine.booking import tidying
    from forms_engine.rounds import going_on

    with going_on("tidying bookings") as attempt:
        attempt("holds that are over", tidying.expire)
        attempt("places above a capacity", tidying.clear)


@app.periodic(cron="17 2 * * *")
@app.task(queue="booking", queueing_lock="booking.generate")
def make_slots(timestamp: int) -> None:
    """Every night: slots for one more day, and those of a month ago forgotten."""
    from forms_engine.booking import generating, holidays, tidying
    from forms_engine.rounds import going_on

    with going_on("making slots") as attempt:
        attempt("bank holidays", holidays.fill)
        attempt("schedules", generating.generate_all)
        attempt("what is old", tidying.forget)


@app.task(
    name="booking.follow_closed_days",
    queue="booking",
    lock="booking.follow",
    retry=RetryStrategy(max_attempts=8, exponential_wait=3),
)
def follow_closed_days() -> None:
    """Bank holidays or the council's closure days have changed: the times of every schedule that closes on them."""
    from forms_engine.booking import closing

    closing.bring_about()
