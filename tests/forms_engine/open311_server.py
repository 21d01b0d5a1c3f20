"""A second council of ours behind a real socket: what our Open311 client and other people's libraries talk to."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, connections

from forms_engine.catalogue.models import Journey
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.open311.models import Open311Offer
from tests.databases import clone, url_of
from tests.forms_engine.council import open_council
from tests.forms_engine.journeys.open311_client import App
from tests.serving import free_port, gunicorn

HOUSE = Path(settings.TEST_HOUSE)


@contextlib.contextmanager
def database(name: str) -> Iterator[None]:
    """This process on another database, inside."""
    before = connection.settings_dict["NAME"]

    def use(wanted: str) -> None:
        connections.close_all()
        connection.settings_dict["NAME"] = wanted
        # Versions are numbered anew in each: what is remembered of another database's is not theirs.
        definition_of.cache_clear()

    use(name)
    try:
        yield
    finally:
        use(before)


@dataclass(frozen=True)
class Council:
    """The second council: its database, its server's address, and an API key of its door."""

    name: str
    url: str
    secret: str

    def inside(self) -> contextlib.AbstractContextManager[None]:
        """This process in the second council's database."""
        return database(self.name)


@contextlib.contextmanager
def second_council(folder: Path, host: str) -> Iterator[Council]:
    """Start it, at an address of this host name (which is this machine's)."""
    with clone(HOUSE) as name:
        with database(name):
            open_council()
            journey = Journey.objects.get(slug="report-a-pothole")
            Open311Offer.objects.create(journey=journey, shows=Open311Offer.Shows.COARSE)
            secret = App("The first council", reads_messages=True).secret
        port = free_port()
        told = {
            "DATABASE_URL": url_of(HOUSE, name),
            "GUILDHALL_VAR": str(folder),
            "PORT": str(port),
            "BASE_DOMAIN": host,
        }
        server = gunicorn(folder, told, "tests.deploy.settings", port)
        try:
            yield Council(name, f"http://{host}:{port}/open311/v2", secret)
        finally:
            server.stop()
