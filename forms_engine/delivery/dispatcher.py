"""The loop that sends deliveries: part of every worker process (``manage.py worker``).

A notification from the database says that something is due; a look every second is what makes sure of it.
"""

import logging
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from uuid import UUID

import psycopg
from django.db import InterfaceError, OperationalError, close_old_connections, connection, connections

from forms_engine.delivery.claiming import Claimed, claim
from forms_engine.delivery.notify import CHANNEL
from forms_engine.delivery.sending import send_claimed
from forms_engine.failures import log_failure

logger = logging.getLogger(__name__)

# Sends wait for others' computers, not for ours. Several back offices that stall at once, each with its concurrency,
# leave room for the rest.
THREADS = 24
# However much a back office says it can take at once, and however long it takes over it.
MOST_OF_ONE = THREADS // 2
LOOK_EVERY = 1.0  # seconds


def run(stop: threading.Event) -> None:
    """Send what is due until ``stop`` is set, then let what is being sent come to its end.

    Raises:
        django.db.Error: when the database is gone; start again, nothing is lost.
    """
    wake = threading.Event()
    under_way: dict[Future[None], UUID] = {}
    with _listening(wake), ThreadPoolExecutor(THREADS, thread_name_prefix="delivery") as pool:
        while not stop.is_set():
            # Cleared before looking: what becomes due while we look wakes us again.
            wake.clear()
            free = THREADS - len(under_way)
            for claimed in claim(free, MOST_OF_ONE, Counter(under_way.values())) if free else ():
                sent = pool.submit(_send, claimed)
                under_way[sent] = claimed.delivery.destination_id
                sent.add_done_callback(lambda _: wake.set())
            wake.wait(LOOK_EVERY)
            for done in [one for one in under_way if one.done()]:
                del under_way[done]
                done.result()
    connections.close_all()


def _send(claimed: Claimed) -> None:
    close_old_connections()
    try:
        send_claimed(claimed)
    except (OperationalError, InterfaceError):
        raise
    except Exception as error:  # noqa: BLE001 - not even that it cannot be recorded can be: that stops no other
        # It is tried again when its lease is over.
        log_failure(logger, f"delivery {claimed.delivery.id} cannot be recorded", error)
    finally:
        close_old_connections()


@contextmanager
def _listening(wake: threading.Event) -> Iterator[None]:
    """Set ``wake`` whenever the database says that a delivery is due.

    The listener has a connection of its own and gives up quietly with it: the look every second finds the rest, and
    notices by itself when the database is gone.
    """
    ended = threading.Event()

    def listen() -> None:
        parameters = connection.get_connection_params()
        parameters.pop("cursor_factory", None)
        parameters.pop("context", None)
        try:
            with psycopg.connect(**parameters, autocommit=True) as own:
                own.execute(f"LISTEN {CHANNEL}")
                while not ended.is_set():
                    for _ in own.notifies(timeout=LOOK_EVERY, stop_after=1):
                        wake.set()
        except psycopg.Error as error:
            logger.warning("not listening for deliveries any more: %s", type(error).__name__)

    listener = threading.Thread(target=listen, name="delivery-listener", daemon=True)
    listener.start()
    try:
        yield
    finally:
        ended.set()
        listener.join(LOOK_EVERY * 3)
