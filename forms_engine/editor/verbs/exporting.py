"""``journeys export SLUG``: a published journey as a file, always in the same bytes."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError

from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.write import canonical_bytes, write_definition
from forms_engine.editor.verbs.words import version_of, write_file

HELP = "Write a published journey in its canonical form."


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
    version = version_of(options["slug"], options["number"])
    try:
        content = canonical_bytes(write_definition(parse_definition(version.document)))
    except DefinitionRefused as refused:
        raise CommandError(f"{version} was published in a language of older times: {refused}") from None
    if options["output"] is None:
        out.write(content.decode())
    else:
        write_file(options["output"], content)
