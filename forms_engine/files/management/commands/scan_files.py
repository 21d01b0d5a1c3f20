"""``manage.py scan_files``: has files scanned that were not, or could not be."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.files import quarantine
from forms_engine.files.models import StoredFile


class Command(BaseCommand):
    """The worker scans them; until then nobody gets to see them."""

    help = "Have the worker scan stored files for viruses (CLAMAV_URL)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Which files."""
        parser.add_argument("--failed", action="store_true", help="those that could not be scanned")
        parser.add_argument(
            "--not-scanned", action="store_true", help="those from before a scanner was set up"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Put them back in quarantine and say how many there were."""
        if not quarantine.is_on():
            raise CommandError("CLAMAV_URL is not set: say where clamd listens first.")
        wanted = [StoredFile.ScanState.FAILED] if options["failed"] else []
        if options["not_scanned"]:
            wanted.append(StoredFile.ScanState.NOT_NEEDED)
        if not wanted:
            raise CommandError("Say which files: --failed, --not-scanned, or both.")
        found = quarantine.scan_again(wanted)
        self.stdout.write(f"{found} file{'' if found == 1 else 's'} will be scanned.")
