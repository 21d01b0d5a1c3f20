"""The application's own database role, connected as it is in production: it adds to history, erases by the one function that
may, and has no right to anything else."""

import secrets
from io import StringIO

import psycopg
import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from psycopg import sql

from forms_engine.journeys.services import submit
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.filing import waiting, write_down
from forms_engine.requests.management.commands.database_rights import FUNCTIONS, IS_KEPT, ONLY_GROWS
from forms_engine.requests.models import Request, Tombstone
from tests.forms_engine.council import open_council, started
from tests.forms_engine.requests.data_life.test_erasing import finish

REFUSED = psycopg.errors.InsufficientPrivilege


@pytest.fixture
def role(committing_db, settings, tmp_path):
    """A role of its own that may sign in, and what the database looked like to the owner."""
    settings.ERASED_FILE = tmp_path / "erased.jsonl"
    name = f"application_{secrets.token_hex(4)}"
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("create role {} login").format(sql.Identifier(name)))
    call_command("database_rights", name, stdout=StringIO())
    yield name
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("drop owned by {0}; drop role {0}").format(sql.Identifier(name)))


@pytest.fixture
def as_application(role):
    """Django itself connected as that role."""
    before = connection.settings_dict["USER"]
    connections.close_all()
    connection.settings_dict["USER"] = role
    yield role
    connections.close_all()
    connection.settings_dict["USER"] = before


def refused(words):
    with connection.cursor() as cursor, pytest.raises(Exception, match=r"permission denied") as why:
        cursor.execute(words)
    assert isinstance(why.value.__cause__, REFUSED), words


def passes_off_a_table_of_its_own(request):
    """A temporary table of that name, with a mark in it, is not what the guards look into."""
    with (
        pytest.raises(DatabaseError, match="never changes"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("create temporary table requests_erasing (what uuid, transaction xid8)")
        cursor.execute("grant all on pg_temp.requests_erasing to public")
        cursor.execute("insert into pg_temp.requests_erasing values (%s, pg_current_xact_id())", [request.pk])
        cursor.execute("update requests_request set answers = '{}' where id = %s", [request.pk])


def test_history_is_out_of_the_applications_reach_and_its_work_is_not(as_application):
    open_council()
    request = submit(started().id)
    with connection.cursor() as cursor:
        cursor.execute("select current_user")
        assert cursor.fetchone() == (as_application,)
    for table in ONLY_GROWS:
        refused(f"update {table} set id = id")
        refused(f"delete from {table}")
    for table in (*ONLY_GROWS, *IS_KEPT, "requests_tombstone"):
        refused(f"truncate {table} cascade")
    for table in IS_KEPT:
        refused(f"delete from {table}")
    # Nor can it give itself leave.
    refused("select * from requests_erasing")
    refused("insert into requests_erasing values (gen_random_uuid(), pg_current_xact_id())")
    refused("insert into requests_tombstone values (gen_random_uuid(), 'ABC', 'time', now())")
    passes_off_a_table_of_its_own(request)
    finish(request)
    assert erase_request(request.pk, Tombstone.Because.TIME)
    assert Request.objects.get(pk=request.pk).answers == {}
    assert waiting() == 1 and write_down() == 1 and waiting() == 0


def test_a_role_that_was_given_nothing_may_not_erase(role):
    with connection.cursor() as cursor:
        for function in FUNCTIONS:
            cursor.execute(
                "select has_function_privilege('public', %s, 'execute'), has_function_privilege(%s, %s, 'execute')",
                [function, role, function],
            )
            assert cursor.fetchone() == (False, True)


def test_the_functions_look_for_their_tables_where_no_session_can_put_any(committing_db):
    with connection.cursor() as cursor:
        cursor.execute("select proname, proconfig from pg_proc where prosecdef and proname like 'requests%'")
        found = dict(cursor.fetchall())
        cursor.execute("select current_schema()")
        (schema,) = cursor.fetchone()
    assert set(found) >= {"requests_erase", "requests_erase_customer", "requests_is_being_erased"}
    assert {tuple(said) for said in found.values()} == {(f"search_path={schema}, pg_temp",)}


def test_the_statements_can_be_printed_for_somebody_else_to_run(role):
    out = StringIO()
    call_command("database_rights", role, "--print", stdout=out)
    assert f'revoke update, delete on requests_timelineentry from "{role}";' in out.getvalue()
