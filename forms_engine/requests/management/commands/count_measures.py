"""``manage.py count_measures``: count every month's figures that are not final; ``--month`` counts one, final or not."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from forms_engine.requests.measures.counting import count_month, count_open_months
from forms_engine.requests.measures.months import Month


class Command(BaseCommand):
    """What the worker does every night, and what a council may decide to do again (docs/measures.md)."""

    help = "Count the measures of every month that is not final, or of one month again."

    def add_arguments(self, parser: CommandParser) -> None:
        """``--month 2026-10``: this one alone, whether it is final or not."""
        parser.add_argument("--month", default="", help="Such as 2026-10: count this one, final or not.")

    def handle(self, *args: Any, month: str, **options: Any) -> None:
        """Count, and say what was counted.

        Raises:
            CommandError: for what is no month, or one that has not begun.
        """
        now = timezone.now()
        if not month:
            counted = count_open_months(now)
            self.stdout.write(f"Counted: {', '.join(map(str, counted)) or 'nothing'}.")
            return
        wanted = Month.read(month)
        if wanted is None:
            raise CommandError("Write the month as 2026-10.")
        try:
            kept = count_month(wanted, now)
        except ValueError as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"Counted {wanted}{' for good' if kept.final_at else ', provisional'}.")
