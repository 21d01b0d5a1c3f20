"""``manage.py journeys import|export|lint|rehearse|ask``: journeys in and out from the command line."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from forms_engine.editor.verbs import asking, exporting, importing, linting, rehearsing

VERBS = {"import": importing, "export": exporting, "lint": linting, "rehearse": rehearsing, "ask": asking}


class Command(BaseCommand):
    """Each verb is a module of ``forms_engine.editor.verbs``. Ends with status 1 where something has to be mended first."""

    help = "Import a journey from a file, export one, check one, rehearse one, or make those that are asked."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """A verb with its own arguments."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        for name, verb in VERBS.items():
            verb.add_arguments(verbs.add_parser(name, help=verb.HELP, description=verb.HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        VERBS[options["verb"]].run(self.stdout, options)
