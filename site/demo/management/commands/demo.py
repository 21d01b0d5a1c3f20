"""``manage.py demo``: load Marlshire, the demonstration council."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from demo.loading import load_marlshire
from demo.takings import load_takings


class Command(BaseCommand):
    """Exists in demo mode only, like the app it is in."""

    help = (
        "Load the demonstration council. Run again, it makes only what is missing and changes nothing else."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """``--passwords``: where the demonstration accounts' passwords are kept; ``--takings``: some money."""
        parser.add_argument(
            "--passwords",
            default=str(settings.ENVIRONMENT.var / "demo-passwords.json"),
            help="JSON file of the accounts' passwords, readable by you alone; kept and completed if it exists.",
        )

        parser.add_argument(
            "--takings",
            action="store_true",
            help="with a day's takings for finance to see; only while no payment sandbox runs.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load everything, saying each step."""
        load_marlshire(Path(options["passwords"]), self.stdout.write)
        if options["takings"]:
            self.stdout.write(f"Takings: {load_takings()} payments made")
