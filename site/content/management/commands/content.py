"""``manage.py content import|export|move-in``: a council's content from and to files that a person can read and edit, and an
old site as drafts."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.exchange.kinds import BASES, SITES
from content.exchange.problems import CannotRead, Problem
from content.exchange.reading import check_folder, read_into_house
from content.exchange.translations_in import translate_house
from content.exchange.writing import NotEmpty, write_house
from content.in_one_go import in_one_go
from content.moving_in import by_command


class Command(BaseCommand):
    """The format is in docs/content-files.md; moving in is in docs/moving-in.md."""

    help = (
        "Import makes the pages of a folder that are missing and changes nothing that is there. "
        "Export writes what readers have. Move-in makes drafts of an old site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """``import DIR [--check]``, ``export DIR [--site NAME …]`` and ``move-in FILE …``."""
        ways = parser.add_subparsers(dest="way", required=True)
        reading = ways.add_parser("import", help="Make the pages of a folder that are missing.")
        reading.add_argument("folder", type=Path, help="The folder with sites/ in it.")
        reading.add_argument(
            "--check", action="store_true", help="Say what is wrong with the files; write nothing."
        )
        writing = ways.add_parser("export", help="Write the published pages into an empty folder.")
        writing.add_argument("folder", type=Path, help="Made if it is not there.")
        writing.add_argument(
            "--site",
            action="append",
            choices=[*SITES, *BASES],
            help="Only this one; may be given several times.",
        )

        by_command.add_arguments(
            ways.add_parser("move-in", help="Make drafts of an old site, from a list of its addresses.")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say what was done.

        Raises:
            CommandError: when the files cannot be read, or the folder not be written to.
        """
        if options["way"] == "move-in":
            by_command.move_in(self.stdout, options)
            return
        folder: Path = options["folder"]
        if options["way"] == "export":
            self._export(folder, options["site"])
            return
        try:
            if options["check"]:
                self._warn(check_folder(folder))
                self.stdout.write("Nothing is wrong with these files.")
                return
            with in_one_go():
                done = read_into_house(folder)
            translated, unused = translate_house(folder)
        except CannotRead as error:
            lines = "\n".join(f"- {problem}" for problem in error.problems)
            raise CommandError(f"Nothing was written. Put this right first:\n{lines}") from error
        self._warn(done.warnings + unused)
        self.stdout.write(
            f"{done.made} pages, {done.pictures} pictures and {done.alerts} alerts made, {translated} translated"
        )

    def _export(self, folder: Path, sites: list[str] | None) -> None:
        try:
            done = write_house(folder, sites)
        except (NotEmpty, OSError) as error:
            raise CommandError(str(error)) from error
        for line in done.left_out:
            self.stderr.write(f"Left out: {line}")
        self.stdout.write(
            f"{done.pages} pages, {done.translations} translations, {done.pictures} pictures, {done.documents} documents and {done.alerts} alerts written"
        )

    def _warn(self, warnings: list[Problem]) -> None:
        for warning in warnings:
            self.stderr.write(f"Left out: {warning}")
