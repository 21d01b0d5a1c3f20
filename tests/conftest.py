"""What every test can ask for: a database, a browser, and a house of processes."""

import gc
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest
from django.conf import settings
from django.db import connection, connections, transaction
from django.test import override_settings
from django.utils import translation

from config.settings import PASSWORD_HASHERS
from running.steps import CannotRun
from tests import marlshire
from tests.browsers import BROWSER_ARGUMENTS, find_chromium
from tests.databases import TestServer, clone, url_of, wait_for_template
from tests.openid_provider.process import OpenidProvider

HOUSE = Path(settings.TEST_HOUSE)

# No test is about time: a machine that is busy, or makes its tables of characters for the first time, is no failure.
hypothesis.settings.register_profile(
    "guildhall", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("guildhall")

SERVER = pytest.StashKey[TestServer]()


def _is_first_process(config: pytest.Config) -> bool:
    return not hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    """Start the database in the background, in the first process only."""
    if _is_first_process(config) and not config.option.collectonly:
        HOUSE.mkdir(exist_ok=True)
        config.stash[SERVER] = TestServer(HOUSE)
        config.stash[SERVER].start()


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop it and leave nothing behind."""
    if _is_first_process(config):
        server = config.stash.get(SERVER, None)
        if server is not None:
            server.stop()
        shutil.rmtree(HOUSE, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Refuse tests that would flush the database, and put those that need none first and the browser's last.

    The migrations take a minute or two, in which there is all the rest to do. Playwright's sync API keeps an event loop
    running in its process for good, and a process that has one can start no other: what runs a worker in place has to
    come before it. What commits comes as soon as there is a database: it is long and mostly waits, and at the end it
    would leave the other processes with nothing to do meanwhile.
    """
    items.sort(
        key=lambda item: (
            item.get_closest_marker("browser") is not None,
            _needs_database(item),
            "committing_db" not in getattr(item, "fixturenames", ()),
        )
    )
    for item in items:
        marker = item.get_closest_marker("django_db")
        flushes = marker is not None and marker.kwargs.get("transaction")
        if flushes or "transactional_db" in getattr(item, "fixturenames", ()):
            raise pytest.UsageError(f"{item.nodeid} would flush the database: ask for committing_db instead.")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Load the council that the browser walks need, in one process and while the other tests run."""
    # What has been imported and collected stays to the end: the collector need not look at it again and again.
    gc.freeze()
    first = getattr(session.config, "workerinput", {"workerid": "gw0"})["workerid"] == "gw0"
    walks = any(item.get_closest_marker("browser") for item in session.items)
    if first and walks and not session.config.option.collectonly:
        marlshire.load_meanwhile(HOUSE)


def _needs_database(item: pytest.Item) -> bool:
    marked = item.get_closest_marker("django_db") is not None
    return marked or not {"db", "django_db_setup"}.isdisjoint(getattr(item, "fixturenames", ()))


def _use_database(name: str) -> str:
    """Point Django at another database; the answer is the one before."""
    connections.close_all()
    # One dictionary for all threads' connections.
    before = connection.settings_dict["NAME"]
    connection.settings_dict["NAME"] = name
    return before


@pytest.fixture(autouse=True)
def _own_language() -> Iterator[None]:
    """The language that a test asked for, with a request for a Welsh page say, is not the next test's."""
    yield
    translation.deactivate()


@pytest.fixture(scope="module", autouse=True)
def _own_media(tmp_path_factory) -> Iterator[None]:
    """Pictures and documents are no part of a transaction: those of one file of tests, in one process, are not another's.
    A document whose name is taken already is given another name, and its address with it."""
    with override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media")):
        yield


@pytest.fixture(autouse=True)
def _no_media_left(_own_media) -> Iterator[None]:
    """Those that a test saved are not the next test's; what the file's wider fixtures saved stays."""
    root = Path(settings.MEDIA_ROOT)
    before = set(root.rglob("*"))
    yield
    for path in set(root.rglob("*")) - before:
        if not path.is_dir():
            path.unlink()


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    """A clone of the template for this process, instead of migrations of its own."""
    wait_for_template(HOUSE)
    with clone(HOUSE) as name, django_db_blocker.unblock():
        before = _use_database(name)
        yield
        _use_database(before)


@pytest.fixture(scope="module")
def file_transaction(django_db_setup, django_db_blocker) -> Iterator[None]:
    """What the file's fixtures make on top of this stays for all its tests and is taken back after the last of them.

    Each test works in a savepoint of the one transaction. For what takes half a second to make and what every test of
    a file can see without harm; give each test its own copy of the objects.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@dataclass(frozen=True)
class CommittingDatabase:
    """A database whose transactions really commit, for this test alone."""

    name: str
    url: str

    @property
    def environment(self) -> dict[str, str]:
        """The environment for processes that are to work on it."""
        return {**os.environ, "DATABASE_URL": self.url, "DJANGO_SETTINGS_MODULE": "config.settings"}


@contextmanager
def committing(blocker, *template: str) -> Iterator[CommittingDatabase]:
    """A fresh clone that Django uses too, of the migrated template unless another is named."""
    from forms_engine.catalogue.selectors import definition_of

    with clone(HOUSE, *template) as name, blocker.unblock():
        before = _use_database(name)
        # Versions are numbered anew in it: what is remembered of another database's is not theirs.
        definition_of.cache_clear()
        yield CommittingDatabase(name, url_of(HOUSE, name))
        definition_of.cache_clear()
        _use_database(before)


@pytest.fixture(scope="module")
def whole_council(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[Path]:
    """A copy of the demonstration council as ``make run`` loads it, with its files, for the tests of one file: what one of
    them does is taken back after it. Gives the folder of its house."""
    var = tmp_path_factory.mktemp("council") / "var"
    shutil.copytree(marlshire.load_once(HOUSE), var)
    with (
        override_settings(MEDIA_ROOT=var / "media", PASSWORD_HASHERS=PASSWORD_HASHERS),
        committing(django_db_blocker, marlshire.DATABASE),
        transaction.atomic(),
    ):
        yield var
        transaction.set_rollback(True)


@pytest.fixture
def committing_db(django_db_setup, django_db_blocker) -> Iterator[CommittingDatabase]:
    """A fresh clone that Django uses too: for tests that commit, use threads or start processes."""
    with committing(django_db_blocker) as database:
        yield database


@pytest.fixture
def at_noon(time_machine):
    """It is noon on Tuesday 1 December 2026, and stays so until the test says otherwise: six days before the calendars of
    the tests (``tests/forms_engine/booking/calendars.py``)."""
    from forms_engine.catalogue.selectors import definition_of

    # What is remembered by the clock of another test is not this one's.
    definition_of.cache_clear()
    time_machine.move_to("2026-12-01T12:00:00Z", tick=False)
    yield time_machine
    definition_of.cache_clear()


@pytest.fixture(scope="session")
def openid_process() -> Iterator[OpenidProvider]:
    """The OpenID provider of this process; ``openid`` hands it to a test."""
    try:
        provider = OpenidProvider()
    except CannotRun as reason:
        pytest.fail(f"the tests' OpenID provider cannot run: {reason}")
    yield provider
    provider.close()


@pytest.fixture
def openid(openid_process: OpenidProvider) -> OpenidProvider:
    """A real OpenID provider that behaves, and knows nobody yet."""
    openid_process.turn()
    return openid_process


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium; the test is skipped where the machine has none."""
    path = find_chromium()
    if path is None:
        pytest.skip("no Chromium on this machine: install chromium to run the browser tests")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str):
    """One headless browser for the process; open a context of your own for each walk."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=BROWSER_ARGUMENTS)
        yield launched
        launched.close()
