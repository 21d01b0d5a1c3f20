"""``manage.py languages``: give a language its trees on every site and in the knowledge base."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from content.languages.trees import plant


class Command(BaseCommand):
    """Run once when a language is taken up. From then on pages follow by themselves; run again, it makes what is
    missing, for instance after pages were imported by SQL."""

    help = "Make the trees of a language, and a place in them for every published page. Changes nothing that is there."

    def add_arguments(self, parser: CommandParser) -> None:
        """Which language; all of the settings' if none is named."""
        parser.add_argument("language", nargs="?", help="Its code, for example cy.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make what is missing.

        Raises:
            CommandError: when the installation does not have the language.
        """
        others = [
            code for code, _name in settings.WAGTAIL_CONTENT_LANGUAGES if code != settings.LANGUAGE_CODE
        ]
        for code in [options["language"]] if options["language"] else others:
            try:
                self.stdout.write(f"{code}: {plant(code)} pages made")
            except ValueError as reason:
                raise CommandError(str(reason)) from reason
