"""``manage.py journeys lint FILE`` and ``manage.py journeys import FILE``: definition files from the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.definition.check import check_definition
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.parse import parse_definition
from forms_engine.journeys.json_files import read_json
from forms_engine.journeys.offer import publish


class Command(BaseCommand):
    """Says every fault with its place and what to do; ends with status 1 where there is one."""

    help = "Check a journey's definition file (lint), or check and publish it (import)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """An action and a file."""
        parser.add_argument("action", choices=["lint", "import"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        document = read_json(options["file"])
        if options["action"] == "lint":
            findings = _lint(document)
            self._refuse_if(findings)
            self.stdout.write("No faults.")
            return
        try:
            version = publish(document)
        except DefinitionRefused as refused:
            self._refuse_if(refused.findings)
        else:
            self.stdout.write(f"{version.journey.slug} is published as version {version.number}.")

    def _refuse_if(self, findings: list[Finding]) -> None:
        if findings:
            for finding in findings:
                self.stdout.write(str(finding))
            raise CommandError(
                f"{len(findings)} fault{'s' if len(findings) > 1 else ''}: nothing was published."
            )


def _lint(document: Any) -> list[Finding]:
    try:
        return check_definition(parse_definition(document))
    except DefinitionRefused as refused:
        return refused.findings
