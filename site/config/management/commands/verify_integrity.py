"""``manage.py verify_integrity``: proves laws 1 and 2 (nothing lost, nothing twice) over the live data."""

from collections.abc import Callable, Iterator
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.booking import integrity as booking
from forms_engine.delivery import integrity as delivery
from forms_engine.files import integrity as files
from forms_engine.journeys import integrity as journeys
from forms_engine.requests import integrity as requests
from payments import integrity as payments

CHECKS: dict[str, Callable[[], Iterator[str]]] = {
    "submissions": journeys.problems,
    "requests": requests.problems,
    "deliveries": delivery.problems,
    "bookings": booking.problems,
    "payments": payments.problems,
    "files": files.problems,
}


class Command(BaseCommand):
    """Reads only; safe on a running installation."""

    help = "Check that nothing is lost or doubled in the live data. Exit status 0 only if all holds."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print each problem on a line, ids only, then a count of them."""
        found = 0
        for name, problems in CHECKS.items():
            for problem in problems():
                found += 1
                self.stdout.write(f"{name}: {problem}")
        if found:
            raise CommandError(f"{found} problem{'s' if found > 1 else ''} found.")
        self.stdout.write("All holds.")
