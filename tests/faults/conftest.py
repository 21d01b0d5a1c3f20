"""The demonstration council as processes that can be made to die, over a database that the test reads too."""

import pytest

from forms_engine.requests.models import Request
from tests import marlshire
from tests.faults import owed
from tests.live_house import LiveHouse


@pytest.fixture
def house(django_db_setup, django_db_blocker, tmp_path):
    """A copy of the council that is loaded once for a run. ``before`` are the requests it came with, ``armed`` and
    ``armed_too`` the files whose text names a point to die at (``kill_points``)."""
    from tests.conftest import HOUSE, committing

    loaded = marlshire.load_once(HOUSE)
    armed = tmp_path / "kill-at"
    with committing(django_db_blocker, marlshire.DATABASE) as database:
        live = LiveHouse(
            tmp_path / "var",
            database.url,
            {"DJANGO_SETTINGS_MODULE": "tests.faults.settings", "GUILDHALL_TEST_KILL_AT": str(armed)},
            loaded,
        )
        live.armed, live.armed_too = armed, armed.with_name("kill-at-too")
        live.before = [str(pk) for pk in Request.objects.values_list("pk", flat=True)]
        owed.let_come_to_rest()
        yield live
        live.close()
