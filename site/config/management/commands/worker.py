"""``manage.py worker``: runs background jobs and sends deliveries until it is told to stop."""

import asyncio
import signal
import threading
from contextlib import suppress
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from procrastinate import App
from procrastinate.contrib.django import DjangoApp, app
from procrastinate.exceptions import AlreadyEnqueued

from config.tasks import HEARTBEAT_SECONDS, STALLED_SECONDS
from forms_engine.delivery import dispatcher
from forms_engine.requests.tasks import erase_again

CONCURRENT_JOBS = 4
# Longer than a webhook may take to answer; what is not done by then is put back in the queue.
GRACE_SECONDS = 12


class Command(BaseCommand):
    """Takes jobs of every queue and whatever delivery is due. Ends with status 0 when told to stop, otherwise not:
    restart it then."""

    help = "Run background jobs and send deliveries until told to stop (SIGINT, SIGTERM)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run until a signal; anything else that ends it is a failure, for instance losing the database."""
        # The database may have been restored from a backup meanwhile.
        _erase_again_later()
        if not asyncio.run(_work(worker_app())):
            raise CommandError("The worker ended by itself; its log says why. Start it again.")


def _erase_again_later() -> None:
    """Have what was erased before, and is there again, erased by the first job that finds the time."""
    # Another worker that has just begun may have asked for it.
    with suppress(AlreadyEnqueued), transaction.atomic():
        erase_again.configure(queueing_lock=erase_again.name).defer()


def worker_app() -> App:
    """An app that fetches jobs over connections of its own, for the worker alone.

    The tasks stay the Django app's, so what a task enqueues is part of its Django transaction. Replacing that app's
    connector, as Procrastinate's own command does, commits such a job before the transaction that it belongs to: it
    then runs at once, finds nothing, and is gone.
    """
    made = DjangoApp(connector=app.connector.get_worker_connector())  # type: ignore[attr-defined]
    made.tasks, made.periodic_registry = app.tasks, app.periodic_registry
    return made


async def _work(fetching: App) -> bool:
    """Work; the answer is whether the end was asked for."""
    asked = False
    stop_sending = threading.Event()
    async with fetching.open_async():
        jobs = asyncio.create_task(
            fetching.run_worker_async(
                concurrency=CONCURRENT_JOBS,
                install_signal_handlers=False,
                update_heartbeat_interval=HEARTBEAT_SECONDS,
                stalled_worker_timeout=STALLED_SECONDS,
                shutdown_graceful_timeout=GRACE_SECONDS,
                delete_jobs="successful",
            )
        )
        sending = asyncio.create_task(asyncio.to_thread(dispatcher.run, stop_sending))

        def end() -> None:
            if not stop_sending.is_set():
                stop_sending.set()
                jobs.cancel()  # procrastinate takes it as "finish what you are doing"; a second would be "drop it"

        def stop() -> None:
            nonlocal asked
            asked = True
            end()

        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, stop)
        # Where one of the two ends by itself, as when the database goes, the other is ended too.
        await asyncio.wait({jobs, sending}, return_when=asyncio.FIRST_COMPLETED)
        end()
        ends = await asyncio.gather(jobs, sending, return_exceptions=True)
    for one in ends:
        if isinstance(one, Exception):
            raise one
    return asked
