"""Looks at a database that somebody else runs, before anything is built on it."""

from __future__ import annotations

from typing import Any

import psycopg

from running.steps import CannotRun

OLDEST = 15


def check_database(settings: dict[str, Any]) -> None:
    """Make sure that the database answers, is new enough, holds UTF-8 and may be written to.

    Args:
        settings: an entry of Django's DATABASES.

    Raises:
        CannotRun: with the first thing that is not so; never with the password.
    """
    where = f"{settings['NAME']} on {settings['HOST'] or 'this machine'}"
    try:
        with psycopg.connect(**_arguments(settings)) as connection:
            version = connection.info.server_version // 10_000
            row = connection.execute(
                "select pg_encoding_to_char(encoding), has_schema_privilege(current_schema(), 'create'),"
                " pg_is_in_recovery() from pg_database where datname = current_database()"
            ).fetchone()
    except psycopg.Error as error:
        said = str(error).strip().splitlines()
        reason = said[-1].strip() if said else type(error).__name__
        raise CannotRun(f"DATABASE_URL cannot be used: the database {where} says: {reason}") from error
    encoding, may_create, standby = row or ("", False, False)
    if version < OLDEST:
        raise CannotRun(
            f"DATABASE_URL cannot be used: it is PostgreSQL {version}, and {OLDEST} or newer is needed."
        )
    if encoding != "UTF8":
        raise CannotRun(
            f"DATABASE_URL cannot be used: the database {where} holds {encoding}, and UTF8 is needed."
        )
    if standby or not may_create:
        raise CannotRun(f"DATABASE_URL cannot be used: its user may not make tables in the database {where}.")


def _arguments(settings: dict[str, Any]) -> dict[str, Any]:
    arguments = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    return {**{name: value for name, value in arguments.items() if value}, **settings["OPTIONS"]}
