"""Words that occur nowhere else, and where in the whole house they are found."""

import base64
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

CANARY = "zyxqv"


def canary(where: str) -> str:
    """A word of this place alone."""
    return f"Zyxqv{where}"


def tables() -> dict[str, int]:
    """Every table of the database in which a canary is found, whatever its column's type, with in how many rows."""
    found: dict[str, int] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select table_name from information_schema.tables where table_schema = current_schema() "
            "and table_type = 'BASE TABLE'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                "select column_name from information_schema.columns where table_schema = current_schema() "
                "and table_name = %s and data_type = 'bytea'",
                [table],
            )
            bytes_too = "".join(
                f" or encode({name}, 'escape') ilike %(word)s" for (name,) in cursor.fetchall()
            )
            cursor.execute(
                f'select count(*) from "{table}" as one where one::text ilike %(word)s{bytes_too}',
                {"word": f"%{CANARY}%"},
            )
            if rows := cursor.fetchone()[0]:
                found[table] = rows
        for table, column in (("guildhall_cache", "value"), ("django_cache", "value")):
            cursor.execute("select to_regclass(%s)", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"select {column} from {table}")
                if any(CANARY.encode() in base64.b64decode(value).lower() for (value,) in cursor.fetchall()):
                    found[f"{table} (decoded)"] = 1
    if any(CANARY in str(one.get_decoded()).lower() for one in Session.objects.all()):
        found["django_session (decoded)"] = 1
    return found


def files() -> list[str]:
    """Every file under the house's own folder in which a canary is found, in its content or its name."""
    root = Path(settings.ENVIRONMENT.var)
    found = []
    for file in sorted(root.rglob("*")):
        if file.is_file() and not {"static", "assets", "postgres"} & set(file.relative_to(root).parts):
            named = CANARY in str(file).lower()
            if named or CANARY.encode() in file.read_bytes().lower():
                found.append(str(file.relative_to(root)))
    return found
