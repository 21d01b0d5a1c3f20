"""Every column of every table is named in ``words.py``: as erased, or with why it stays."""

from django.apps import apps
from django.db import connection

from tests.forms_engine.requests.data_life.words import BESIDE, DIGESTS, EMPTIED, OF_OURS, ROWS_GO, STAYS

WORDS = ("varchar", "text", "json", "bytea", "inet", "tsvector", "citext", "hstore")


def holds_words(field):
    kind = field.db_type(connection) or ""
    return kind.startswith(WORDS) and not getattr(field, "choices", None)


def of_words():
    """Each table of the house's models with the columns that words can stand in: no choices, codes or digests of ours."""
    found = {}
    for model in apps.get_models(include_auto_created=True):
        if not model._meta.proxy:
            names = {field.column for field in model._meta.concrete_fields if holds_words(field)}
            names = {name for name in names if name not in OF_OURS and not name.endswith(DIGESTS)}
            found.setdefault(model._meta.db_table, set()).update(names)
    return found


def why_it_stays(table):
    return next((why for name, why in STAYS.items() if table == name or table.startswith(name)), "")


def test_every_column_that_words_can_stand_in_is_erased_or_says_why_not():
    unnamed = set()
    for table, columns in of_words().items():
        if table in EMPTIED:
            unnamed |= {f"{table}.{one}" for one in columns - EMPTIED[table] - BESIDE.get(table, set())}
        elif table not in ROWS_GO and not why_it_stays(table):
            unnamed |= {f"{table}.{one}" for one in columns}
    assert not unnamed, f"Say in words.py what becomes of {sorted(unnamed)}"


def test_nothing_is_named_that_is_not_there_or_named_twice():
    there = of_words()
    named = {f"{table}.{one}" for table, columns in EMPTIED.items() for one in columns}
    beside = {f"{table}.{one}" for table, columns in BESIDE.items() for one in columns}
    gone = (named | beside) - {f"{table}.{one}" for table, columns in there.items() for one in columns}
    assert not gone, f"There is no such column any more, or it is of ours: {sorted(gone)}"
    assert not named & beside and not set(BESIDE) - set(EMPTIED)
    assert not ROWS_GO - set(there) and not ROWS_GO & set(EMPTIED)
    idle = {name for name in STAYS if not any(table.startswith(name) for table in there)}
    assert not idle, f"There is no such table any more: {sorted(idle)}"
