"""``journeys lint FILE|SLUG``: everything that is wrong with a journey."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError

from forms_engine.definition.document import FORMAT
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.importers.detect import import_document
from forms_engine.definition.importers.source import read_source
from forms_engine.definition.lint import errors_of, lint
from forms_engine.editor.findings import broken_mappings
from forms_engine.editor.verbs.words import content_of, counted, document_of, has_errors, joined, say

HELP = "Say everything that is wrong with a journey: a file, or a published one or draft by its slug."


def add_arguments(parser: ArgumentParser) -> None:
    """A file or slug; ``--json`` for programs."""
    parser.add_argument("source", help="a file, or the slug of a journey")
    parser.add_argument("--json", action="store_true", help="findings as a JSON list")


def run(out: TextIO, options: dict[str, Any]) -> None:
    """Write the findings.

    Raises:
        CommandError: when one is an error, or there is no such file or journey.
    """
    findings = _findings(options["source"])
    if options["json"]:
        out.write(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2) + "\n")
    else:
        say(out, findings)
        out.write(f"{counted(findings) or 'No faults'}.\n")
    if has_errors(findings):
        raise CommandError("Mend the errors before it is published.")


def _findings(source: str) -> list[Finding]:
    if not Path(source).exists():
        return _whole(document_of(source))
    content = content_of(Path(source))
    try:
        document = read_source(content)
        if isinstance(document, dict) and document.get("format") == FORMAT:
            return _whole(document)
        imported = import_document(document, slug=Path(source).stem)
    except DefinitionRefused as refused:
        return refused.findings
    return joined(imported.findings, lint(imported.document))


def _whole(document: Any) -> list[Finding]:
    """What is wrong with a journey by itself, and, where nothing is, with it and the back offices it is sent to."""
    found = lint(document)
    return found if errors_of(found) else [*found, *broken_mappings(document)]
