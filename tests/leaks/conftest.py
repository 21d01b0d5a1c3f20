"""The matrix's council, made once for a file of tests: it takes seconds to make and no test changes it."""

import pytest
from django.db import transaction
from django.test import override_settings

from tests.leaks.askers import make_askers
from tests.leaks.making import make_world


@pytest.fixture(scope="module")
def council(django_db_setup, django_db_blocker, tmp_path_factory):
    """The world and the askers, in a transaction that is taken back at the end: each test is a savepoint inside it."""
    media = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), media, transaction.atomic():
        yield make_world(), make_askers()
        transaction.set_rollback(True)


@pytest.fixture
def world(council, db):
    """What there is to be seen."""
    return council[0]


@pytest.fixture
def askers(council, db):
    """Who asks, by name."""
    return council[1]
