"""What the worker does for requests. Arguments are references and ids only."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.task(queue="requests")
def send_code(reference: str, browser: str, by_sms: bool = False) -> None:
    """Send a one-time code to an address on a request, if there is one."""
    from forms_engine.requests import access

    access.send_code(reference, browser=browser, by_sms=by_sms)


@app.task(queue="requests")
def apply_waiting(destination_id: str) -> None:
    """Apply what a back office said before we could."""
    from uuid import UUID

    from forms_engine.requests import callbacks

    callbacks.apply_waiting(UUID(destination_id))


@app.task(queue="requests", retry=RetryStrategy(max_attempts=10, exponential_wait=4))
def tell_followers(entry_id: int) -> None:
    """Tell the many who follow a request that it has moved."""
    from forms_engine.requests import following

    while following.tell_next_followers(entry_id):
        pass


@app.periodic(cron="* * * * *")
@app.task(queue="requests", queueing_lock="requests.urgent")
def alert_about_unseen(timestamp: int) -> None:
    """Every minute: urgent requests that nobody has seen in time."""
    from django.utils import timezone

    from forms_engine.requests import urgent

    urgent.alert_about_unseen(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="requests", queueing_lock="requests.watch")
def watch_clocks(timestamp: int) -> None:
    """Every ten minutes: targets that are due soon or over."""
    from django.utils import timezone

    from forms_engine.requests import watching

    watching.watch(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="requests", queueing_lock="requests.unpaid")
def remind_and_cancel_unpaid(timestamp: int) -> None:
    """Every ten minutes: what nobody has paid for."""
    from django.utils import timezone

    from forms_engine.requests import unpaid

    unpaid.remind_and_cancel(timezone.now())


@app.periodic(cron="* * * * *")
@app.task(queue="requests", queueing_lock="requests.unpaid_booked")
def cancel_unpaid_booked(timestamp: int) -> None:
    """Every minute: times that are kept for somebody who has not paid."""
    from django.utils import timezone

    from forms_engine.requests import unpaid

    unpaid.cancel_booked(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="requests", queueing_lock="requests.remind_booked")
def remind_of_appointments(timestamp: int) -> None:
    """Every ten minutes, by day: whose appointment is tomorrow."""
    from django.utils import timezone

    from forms_engine.requests.bookings import reminding

    reminding.remind(timezone.now())


@app.periodic(cron="*/10 * * * *")
@app.task(queue="requests", queueing_lock="requests.letters")
def flag_unread_letters(timestamp: int) -> None:
    """Every ten minutes: letters that nobody has read for so long that they have to be printed."""
    from django.utils import timezone

    from forms_engine.requests.inward import letters_unread

    letters_unread.flag_unread(timezone.now())


@app.periodic(cron="5 3 * * *")
@app.task(queue="requests")
def count_clocks_again(timestamp: int = 0) -> None:
    """At night, and when a closure was entered or taken out: when running clocks are due."""
    from forms_engine.requests import watching

    watching.count_all_again()


@app.task(queue="requests")
def rerun_rules(rerun_id: int) -> None:
    """Apply routing rules again to the next requests of a re-run, and go on in a task of its own."""
    from forms_engine.requests import rerouting

    if rerouting.go_on(rerun_id):
        rerouting.defer(rerun_id)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="requests", queueing_lock="requests.reruns")
def go_on_with_reruns(timestamp: int) -> None:
    """Every five minutes: re-runs whose worker died on the way."""
    from forms_engine.requests import rerouting

    rerouting.defer_unfinished()


@app.periodic(cron="*/5 * * * *")
@app.task(queue="requests", queueing_lock="requests.contact")
def look_for_repeats(timestamp: int) -> None:
    """Every five minutes: whose customers have come back about the same thing, and whose have not."""
    from django.utils import timezone

    from forms_engine.requests import first_contact

    now = timezone.now()
    first_contact.find_repeats(now)
    first_contact.decide_first_contact(now)


@app.periodic(cron="25 2 * * *")
@app.task(queue="requests", queueing_lock="requests.measures")
def count_measures(timestamp: int) -> None:
    """Every night: the figures of every month that is not final."""
    from django.utils import timezone

    from forms_engine.requests.measures import counting

    counting.count_open_months(timezone.now())


@app.task(queue="requests", retry=RetryStrategy(max_attempts=10, exponential_wait=4))
def finish_erasure(erasure_id: str) -> None:
    """Begin with an erasure that somebody asked for."""
    from uuid import UUID

    from forms_engine.requests.data_life import people

    people.begin(UUID(erasure_id))


@app.periodic(cron="35 1 * * *")
@app.task(queue="requests", queueing_lock="requests.data_life")
def erase_what_is_over(timestamp: int) -> None:
    """Every night: what has been kept for its time, and the erasures that could not be finished yet. Where one of these
    fails, the others go on."""
    from functools import partial

    from django.utils import timezone

    from forms_engine.requests.data_life import contacts, people, retention, unknown_cases
    from forms_engine.rounds import going_on

    now = timezone.now()
    with going_on("erasing") as attempt:
        attempt("requests", partial(retention.erase_due, now))
        attempt("contacts", partial(contacts.erase_due, now))
        attempt("unknown cases", partial(unknown_cases.erase_seen_to, now))
        attempt("people", people.finish_all)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="requests")
def write_down_erased(timestamp: int = 0) -> None:
    """After an erasure, and every five minutes: what was erased and is not written down outside the database yet."""
    from forms_engine.requests.data_life import filing

    filing.write_down()


@app.task(queue="requests")
def erase_again() -> None:
    """When a worker begins: what was erased before and has come back with a backup."""
    from forms_engine.requests.data_life import again

    again.erase_again()
