"""``manage.py services import FILE``: services with their teams, queues, destinations and routes, from a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.journeys.json_files import read_json
from forms_engine.journeys.offer import OfferRefused, import_services


class Command(BaseCommand):
    """What the file names becomes what the file says; what it does not name stays."""

    help = "Set up services, teams, queues, destinations and routes from a JSON file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """An action and a file."""
        parser.add_argument("action", choices=["import"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it whole, or say why not and change nothing."""
        try:
            import_services(read_json(options["file"]))
        except OfferRefused as refused:
            raise CommandError(f"{refused} Nothing was changed.") from None
        self.stdout.write("Imported.")
