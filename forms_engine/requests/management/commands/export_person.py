"""``manage.py export_person (--email … | --mobile … | --customer …) --to FILE``: all that is known of one person, for a
subject access request (docs/data-life.md)."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from forms_engine.requests.data_life.exporting import everything_about
from forms_engine.requests.management.naming import add_who, person_named


class Command(BaseCommand):
    """Reads, and writes one file that only its owner may read."""

    help = "Write one ZIP file of all that is known of a person: a page to read, the same as data, and their files."

    def add_arguments(self, parser: CommandParser) -> None:
        """Exactly one of three ways to say who, and where to write."""
        add_who(parser)
        parser.add_argument("--to", required=True, help="The file to write; it must not be there yet.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file.

        Raises:
            CommandError: for nobody, for several people of that address, and where the file is there already.
        """
        customer = person_named(options)
        to = Path(options["to"])
        try:
            with to.open("xb") as file:
                to.chmod(0o600)
                file.write(everything_about(customer))
        except FileExistsError:
            raise CommandError(f"{to} is there already. Name another file.") from None
        except OSError as error:
            raise CommandError(f"{to} cannot be written: {error.strerror}.") from None
        self.stdout.write(f"{to}: read it through before it is handed out.")
