"""``manage.py areas import FILE``: wards and other areas from a GeoJSON file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.locations.geojson import GeoJsonRefused, import_areas, read_areas
from forms_engine.locations.models import Area


class Command(BaseCommand):
    """Import areas, as the admin does."""

    help = "Import wards and other areas from a GeoJSON file in WGS 84 degrees. Areas are replaced by their codes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One action, its file, and how to read it."""
        parser.add_argument("action", choices=["import"])
        parser.add_argument("file", type=Path)
        parser.add_argument("--kind", choices=Area.Kind.values, default=Area.Kind.WARD)
        parser.add_argument("--code", default="", help="The property that holds the code, such as WD24CD.")
        parser.add_argument("--name", default="", help="The property that holds the name, such as WD24NM.")
        parser.add_argument(
            "--complete", action="store_true", help="Retire the areas of this kind that the file has not."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what was done; refuse the whole file where anything is wrong with it."""
        try:
            areas = read_areas(options["file"].read_bytes(), code=options["code"], name=options["name"])
            done = import_areas(areas, options["kind"], complete=options["complete"])
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}.") from error
        except GeoJsonRefused as refused:
            raise CommandError("Nothing was changed.\n" + "\n".join(refused.faults)) from None
        self.stdout.write(
            f"{len(done.added)} added, {len(done.changed)} changed, {done.unchanged} as they were, "
            f"{len(done.retired)} retired."
        )
