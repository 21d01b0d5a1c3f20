"""``manage.py journeys lint FILE`` and ``manage.py journeys import FILE``: definition files from the command line."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from forms_engine.catalogue.services import publish_journey
from forms_engine.definition.check import check_definition
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.parse import parse_definition

LARGEST_FILE = 10 * 1024 * 1024  # bytes


class Command(BaseCommand):
    """Says every fault with its place and what to do; ends with status 1 where there is one."""

    help = "Check a journey's definition file (lint), or check and publish it (import)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """An action and a file."""
        parser.add_argument("action", choices=["lint", "import"])
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, or say why not."""
        document = _read(options["file"])
        if options["action"] == "lint":
            findings = _lint(document)
            self._refuse_if(findings)
            self.stdout.write("No faults.")
            return
        try:
            version = publish_journey(document)
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


def _read(file: Path) -> Any:
    try:
        if file.stat().st_size > LARGEST_FILE:
            raise CommandError(f"{file} is larger than 10 MB: a journey's definition is not.")
        return json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise CommandError(f"{file} is not JSON: {error}.") from None
    except RecursionError:
        raise CommandError(f"{file} nests too deep to be a journey's definition.") from None
