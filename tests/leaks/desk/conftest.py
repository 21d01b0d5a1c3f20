"""The matrix's council at work, made once for a file of tests."""

from importlib import import_module

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.leaks.desk.people import make_people
from tests.leaks.desk.world import build


@pytest.fixture(scope="module")
def desk(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world and the people, in a transaction that is taken back at the end: each test is a savepoint inside it."""
    # Every view is there before a test takes a rule out: what is read later would keep what stood in for it.
    for urls in settings.HOST_URLCONFS.values():
        import_module(urls)
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        people = make_people()
        yield build(people), people
        transaction.set_rollback(True)


@pytest.fixture
def world(desk, db):
    """What there is to be seen."""
    return desk[0]


@pytest.fixture
def people(desk, db):
    """Who asks, by name."""
    return desk[1]
