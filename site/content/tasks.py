"""What the worker does for pages and pictures."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="content", queueing_lock="content.release_due")
def release_due(timestamp: int) -> None:
    """Every minute: releases whose moment has come."""
    from content.releases import releasing

    releasing.release_due()


@app.periodic(cron="10 7 * * *")
@app.task(queue="content", queueing_lock="content.remind_owners")
def remind_owners(timestamp: int) -> None:
    """Every morning: write to those whose pages are to be looked over."""
    from django.utils import timezone

    from content.reviews import reminding

    reminding.write_to_owners(timezone.localdate())


@app.periodic(cron="40 0,6 * * *")
@app.task(queue="content", queueing_lock="content.look_links_over", lock="content.links")
def look_links_over(timestamp: int) -> None:
    """At night, before addresses elsewhere are asked and after: look every page over for links that lead nowhere."""
    from content.links_checked import services

    services.look_over_all()


@app.periodic(cron="*/5 1-5 * * *")
@app.task(queue="content", queueing_lock="content.ask_addresses", lock="content.addresses")
def ask_addresses(timestamp: int) -> None:
    """Through the night, a few at a time: ask addresses elsewhere whether they are still there."""
    from content.links_checked import services

    services.ask_addresses()


@app.task(queue="content", lock="content.addresses")
def ask_addresses_of(page_id: int) -> None:
    """When somebody asks for it: the addresses one page links to, and the page again."""
    from content.links_checked import services

    services.ask_addresses(only=services.look_over([page_id]))
    services.look_over([page_id])


@app.periodic(cron="20 3 * * *")
@app.task(queue="content", queueing_lock="content.forget_missing_addresses")
def forget_missing_addresses(timestamp: int) -> None:
    """At night: forget which addresses were asked for long ago."""
    from content.missing_addresses import services

    services.forget_old()


# With what Wagtail has to do (`config.task_backend`): no letter waits behind it.
@app.task(queue="library", name="content.make_picture_sizes", priority=-10)
def make_picture_sizes(image_id: int) -> None:
    """Make the sizes of a picture that pages show and that are not there yet. Done twice, it does nothing."""
    from content.models import GuildhallImage
    from content.picture_sizes import make_sizes

    image = GuildhallImage.objects.filter(pk=image_id).first()
    if image is not None:
        make_sizes(image)


@app.task(queue="content", retry=RetryStrategy(max_attempts=10, exponential_wait=4))
def move_in(move_id: int) -> None:
    """Read a list of an old site, or make the next drafts of it, for a minute at most; then another job goes on. A list is
    done by one job at a time (``move_in_later``)."""
    from content.moving_in import services

    if services.run(move_id):
        move_in_later(move_id)


def move_in_later(move_id: int) -> None:
    """Have the worker do what there is to do for a list, in the transaction of whoever asks."""
    move_in.configure(lock=f"content.move_in.{move_id}").defer(move_id=move_id)


@app.periodic(cron="30 3 * * *")
@app.task(queue="content", queueing_lock="content.forget_old_addresses")
def forget_old_addresses(timestamp: int) -> None:
    """At night: forget how often old addresses were asked for long ago, and lists of which nothing was ever made."""
    from content.moving_in import counting, taking_back

    counting.forget_old()
    taking_back.forget_unused()
