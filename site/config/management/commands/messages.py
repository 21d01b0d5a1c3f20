"""``manage.py messages extract|check|compile``: the catalogues of the house's own words."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.environment import ROOT
from running.catalogues import compile_catalogues


class Command(BaseCommand):
    """Extracting and checking need Babel, which an installation does not have; compiling does not."""

    help = "Find the marked messages, check that each is translated, or compile the catalogues."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        """What to do."""
        parser.add_argument(
            "action",
            choices=["extract", "check", "compile"],
            help="extract: bring every catalogue in line with the sources; check: fail unless each is whole; "
            "compile: write what Django reads.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it.

        Raises:
            CommandError: when a check finds something.
        """
        match options["action"]:
            case "extract":
                self._extract()
            case "check":
                self._check()
            case "compile":
                self.stdout.write(f"{len(compile_catalogues(ROOT))} compiled")

    def _extract(self) -> None:
        from config.messages import catalogues
        from config.messages.extracting import messages_in

        found = messages_in(ROOT)
        for language in catalogues.languages(ROOT):
            path = catalogues.catalogue_path(ROOT, language)
            merged = catalogues.merge(catalogues.read(path), found, language)
            path.write_text(catalogues.written(merged), encoding="utf-8")
            self.stdout.write(
                f"{language}: {len(merged)} messages, {len(merged.untranslated_entries())} to translate"
            )

    def _check(self) -> None:
        from config.messages import catalogues
        from config.messages.checking import complaints
        from config.messages.extracting import messages_in

        found = messages_in(ROOT)
        said = []
        for language in catalogues.languages(ROOT):
            path = catalogues.catalogue_path(ROOT, language)
            text = path.read_text(encoding="utf-8")
            said += [f"{language}: {one}" for one in complaints(text, catalogues.read(path), found, language)]
        if said:
            raise CommandError("\n".join(said))
        self.stdout.write(f"{len(found)} messages, every one translated")
