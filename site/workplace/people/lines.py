"""The line of managers above somebody, and that it never comes round to where it began."""

from django.db import connection

# Nothing in it repeats: it ends where there is no manager, and would even in a circle.
ABOVE = """
with recursive above(user_id) as (
    select manager_id from workplace_profile where user_id = %s and manager_id is not null
    union
    select manager_id from workplace_profile join above using (user_id) where manager_id is not null
)
select user_id from above
"""
# Whoever changes a line waits for whoever else does: two changes, each right by itself, can make a circle together.
LINES = 0x6C696E65


class Circle(ValueError):
    """They would be their own manager's manager."""


def above(user_id: int) -> list[int]:
    """The accounts of the managers above somebody, the nearest first."""
    with connection.cursor() as cursor:
        cursor.execute(ABOVE, [user_id])
        return [row[0] for row in cursor.fetchall()]


def hold_lines() -> None:
    """Have nobody else change who manages whom until the caller's transaction is over."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LINES])


def check_line(person: int, manager: int) -> None:
    """That ``manager`` may manage ``person``; under ``hold_lines``.

    Raises:
        Circle: where the person is above that manager already.
    """
    if person == manager or person in above(manager):
        raise Circle
