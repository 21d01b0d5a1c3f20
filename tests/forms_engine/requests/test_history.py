"""History only grows: the database refuses to change, delete or empty it, by trigger and by right."""

from contextlib import contextmanager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from forms_engine.journeys.services import submit
from forms_engine.requests.models import TimelineEntry
from tests.forms_engine.council import open_council, started

pytestmark = pytest.mark.django_db

APPLICATION = "guildhall_application"


@pytest.fixture
def report(db):
    open_council()
    made = submit(started().id)
    # What is checked at commit is checked now: tables cannot be emptied or altered before.
    run("set constraints all immediate")
    return made


def run(words):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(words)


@contextmanager
def as_role(role):
    run(f"set role {role}")
    try:
        yield
    finally:
        run("reset role")


@pytest.mark.parametrize(
    "words",
    [
        "update requests_timelineentry set message = 'It was never so.'",
        "delete from requests_timelineentry",
        "truncate requests_timelineentry cascade",
        "truncate requests_request cascade",
        "delete from requests_request",
        "update requests_request set answers = '{}'",
    ],
)
def test_even_the_owner_of_the_tables_is_refused(report, words):
    with pytest.raises(DatabaseError, match=r"only grows|not emptied|not deleted|never changes"):
        run(words)
    assert report.timeline.count() == 1


def test_the_applications_role_has_no_right_to_it_either(report):
    run(f"create role {APPLICATION}")
    call_command("database_rights", APPLICATION, stdout=StringIO())
    call_command("database_rights", APPLICATION, stdout=StringIO())
    # Without the triggers: what is left is the right alone.
    run("alter table requests_timelineentry disable trigger user")
    with as_role(APPLICATION):
        for words in (
            "update requests_timelineentry set message = ''",
            "delete from requests_timelineentry",
            "truncate requests_timelineentry cascade",
            "delete from requests_request",
            "alter table requests_timelineentry disable trigger keep_timeline",
        ):
            with pytest.raises(DatabaseError, match=r"permission denied|must be owner"):
                run(words)
        # And does its work all the same.
        run("update requests_request set stage = 1")
        last = report.timeline.latest("number")
        TimelineEntry.objects.create(
            request=report, number=last.number + 1, kind="note", state=last.state, shown_to_customer=False
        )


@pytest.mark.parametrize("role", ["no_such_role", "current_user"])
def test_a_role_from_which_nothing_can_be_kept_is_refused(db, role):
    if role == "current_user":
        with connection.cursor() as cursor:
            cursor.execute("select current_user")
            role = cursor.fetchone()[0]
    with pytest.raises(CommandError, match=r"no database role|owns tables"):
        call_command("database_rights", role)
