"""Words that occur nowhere else, and where in the whole house they are found."""

import base64
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.db import connection

CANARY = "zyxqv"
DIGITS = "7700900831"
MOBILE = f"+44{DIGITS}"


def canary(where: str) -> str:
    """A word of this place alone."""
    return f"Zyxqv{where}"


def columns() -> set[str]:
    """Every column of the database in which a canary is found, whatever its type, as ``table.column``."""
    found: set[str] = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "select c.table_name, c.column_name, c.data_type from information_schema.columns c "
            "join information_schema.tables t using (table_schema, table_name) "
            "where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'"
        )
        tables: dict[str, list[tuple[str, str]]] = {}
        for table, column, kind in cursor.fetchall():
            said = f"encode(\"{column}\", 'escape')" if kind == "bytea" else f'"{column}"::text'
            tables.setdefault(table, []).append((column, said))
        for table, named in tables.items():
            any_of = ", ".join(f"bool_or({said} ilike any(%(words)s))" for _, said in named)
            cursor.execute(f'select {any_of} from "{table}"', {"words": [f"%{CANARY}%", f"%{DIGITS}%"]})
            row = cursor.fetchone()
            found |= {
                f"{table}.{column}" for (column, _), is_there in zip(named, row, strict=True) if is_there
            }
        for table, column in (("guildhall_cache", "value"), ("django_cache", "value")):
            cursor.execute("select to_regclass(%s)", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f"select {column} from {table}")
                if any(CANARY.encode() in base64.b64decode(value).lower() for (value,) in cursor.fetchall()):
                    found.add(f"{table}.{column} (decoded)")
    if any(CANARY in str(one.get_decoded()).lower() for one in Session.objects.all()):
        found.add("django_session.session_data (decoded)")
    return found


def tables(found: set[str]) -> set[str]:
    """Their tables."""
    return {one.partition(".")[0] for one in found}


def files() -> list[str]:
    """Every file under the house's own folder in which a canary is found, in its content or its name."""
    root = Path(settings.ENVIRONMENT.var)
    found = []
    for file in sorted(root.rglob("*")):
        if file.is_file() and not {"static", "assets", "postgres"} & set(file.relative_to(root).parts):
            named = CANARY in str(file).lower()
            content = file.read_bytes().lower()
            if named or CANARY.encode() in content or DIGITS.encode() in content:
                found.append(str(file.relative_to(root)))
    return found
