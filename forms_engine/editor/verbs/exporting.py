"""``journeys export SLUG``: a journey as a file, always in the same bytes: the live version, or else the draft."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.write import canonical_bytes, write_definition
from forms_engine.editor.verbs.words import document_of, version_of, write_file

HELP = "Write a journey in its canonical form: the live version, or the draft of one never published."


def add_arguments(parser: ArgumentParser) -> None:
    """A slug, a version and where to."""
    parser.add_argument("slug")
    parser.add_argument("--version", dest="number", type=int, metavar="N", help="instead of the live one")
    parser.add_argument("--output", type=Path, help="a file, instead of standard output")


def run(out: TextIO, options: dict[str, Any]) -> None:
    """Write the document.

    Raises:
        CommandError: when there is no such version, or the file cannot be written.
    """
    slug, number = options["slug"], options["number"]
    document = document_of(slug) if number is None else version_of(slug, number).document
    try:
        content = canonical_bytes(write_definition(parse_definition(document)))
    except DefinitionRefused as refused:
        raise CommandError(f"“{slug}” is not whole enough to be written down: {refused}") from None
    if options["output"] is None:
        out.write(content.decode())
    else:
        write_file(options["output"], content)
