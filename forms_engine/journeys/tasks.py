"""What the worker does for journeys under way. Arguments are keys, digests and ids, never an address."""

from procrastinate.contrib.django import app


@app.periodic(cron="17 3 * * *")
@app.task(queue="journeys", queueing_lock="journeys.forget_drafts")
def forget_drafts(timestamp: int) -> None:
    """Once a night: delete drafts that were left behind, and the links of what was sent long ago."""
    from forms_engine.journeys import forgetting, saving

    while forgetting.forget_drafts():
        pass
    forgetting.forget_unsent_casework()
    saving.forget_links_of_sent()


@app.periodic(cron="0 9 * * *")
@app.task(queue="journeys", queueing_lock="journeys.remind")
def remind(timestamp: int) -> None:
    """Once a day: write to those whose saved draft is about to be deleted."""
    from forms_engine.journeys import saving

    while saving.remind():
        pass


@app.task(queue="journeys")
def send_code(key: str, browser: str) -> None:
    """Send a one-time code for the link of that key, if there is one."""
    from forms_engine.journeys import resuming

    resuming.send_code(key, browser=browser)


@app.task(queue="journeys")
def send_links(digests: list[str], audience: str) -> None:
    """Send the links of the drafts saved under an address, if there are any."""
    from forms_engine.journeys import resuming

    resuming.send_links(digests, audience=audience)


@app.task(queue="journeys")
def move_drafts(version_id: int) -> None:
    """Move the drafts of a withdrawn version on to the live one."""
    from forms_engine.catalogue.models import JourneyVersion
    from forms_engine.journeys import moving_on

    moving_on.move_drafts(JourneyVersion.objects.select_related("journey").get(pk=version_id))


@app.periodic(cron="*/10 * * * *")
@app.task(queue="journeys", queueing_lock="journeys.move_stranded_drafts")
def move_stranded_drafts(timestamp: int) -> None:
    """Every ten minutes: move what a withdrawal left behind, such as a draft started at the same moment, or those of a
    journey that had no live version then."""
    from forms_engine.journeys import moving_on

    moving_on.move_stranded_drafts()


@app.periodic(cron="29 3 * * *")
@app.task(queue="journeys", queueing_lock="journeys.roll_up_measures")
def roll_up_measures(timestamp: int) -> None:
    """Once a night: count what happened on the days that are over, and forget the events."""
    from forms_engine.journeys import measures_counts

    measures_counts.roll_up()


@app.periodic(cron="* * * * *")
@app.task(queue="journeys", queueing_lock="journeys.fetch_open311_photos")
def fetch_open311_photos(timestamp: int) -> None:
    """Once a minute: fetch the photos that reports by Open311 point at."""
    from forms_engine.journeys.open311 import photos

    photos.fetch_due()
