"""``journeys import FILE``: a journey of our format is published; a form of another program, which lacks what only the
council can add, becomes a draft to be finished in the editor. Either can be written down instead."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError

from forms_engine.definition.document import FORMAT
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.importers.detect import Imported, import_document
from forms_engine.definition.lint import lint
from forms_engine.definition.write import canonical_bytes
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.services import (
    DraftLocked,
    DraftRefused,
    StaleDraft,
    create_draft,
    save_document,
    source_locale,
)
from forms_engine.editor.verbs.words import counted, has_errors, joined, read_file, say, write_file
from forms_engine.journeys.offer import publish

HELP = "Publish a journey of ours; make a draft of a form of digital-form-builder or DEFRA (JSON or YAML)."


def add_arguments(parser: ArgumentParser) -> None:
    """A file, what to add to it, and what to do with it."""
    parser.add_argument("file", type=Path)
    parser.add_argument(
        "--as", dest="slug", default="", metavar="SLUG", help="its address, instead of its own"
    )
    parser.add_argument("--service", default="", metavar="SLUG", help="the service it belongs to")
    parser.add_argument(
        "--language", default="", help="what its texts are written in (default: what it says itself)"
    )
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--draft", action="store_true", help="make a draft of it for the editor")
    instead.add_argument("--output", type=Path, help="write it down in the canonical form")


def run(out: TextIO, options: dict[str, Any]) -> None:
    """Import, say what there is to say, and do what was asked.

    Raises:
        CommandError: when nothing was made of the file. What has to be mended in a draft or a file that was made is
            said and is no failure.
    """
    source = read_file(options["file"])
    if options["draft"] and isinstance(source, dict) and source.get("format") == FORMAT:
        # The editor is where a journey of ours is put right, so it is taken as it is.
        wished = {"slug": options["slug"], "service": options["service"]}
        document = {**source, **{name: value for name, value in wished.items() if value}}
        _draft(out, document, lint(document))
        return
    imported = _imported(out, source, options)
    findings = joined(imported.findings, lint(imported.document)) if imported.foreign else []
    if options["output"] is None and (options["draft"] or has_errors(findings)):
        _draft(out, imported.document, findings)
    elif options["output"] is not None:
        say(out, findings)
        write_file(options["output"], canonical_bytes(imported.document))
        out.write(f"{options['output']} is written.\n")
        _mend(out, findings)
    else:
        _publish(out, imported.document, findings)


def _imported(out: TextIO, source: Any, options: dict[str, Any]) -> Imported:
    slug = options["slug"]
    if not slug and not (isinstance(source, dict) and source.get("format") == FORMAT):
        slug = options["file"].stem
    try:
        return import_document(source, slug=slug, service=options["service"], language=options["language"])
    except DefinitionRefused as refused:
        raise _refusal(out, refused.findings) from None


def _draft(out: TextIO, document: dict[str, Any], findings: list[Finding]) -> None:
    say(out, findings)
    try:
        draft = _kept(document)
    except (DraftRefused, DraftLocked, StaleDraft) as refused:
        raise CommandError(str(refused)) from None
    out.write(f"{draft.slug} is a draft in the editor.\n")
    _mend(out, findings)


def _kept(document: dict[str, Any]) -> JourneyDraft:
    """The document as the draft of its slug: a new one, or the newest revision of the one there is."""
    there = JourneyDraft.objects.filter(slug=document.get("slug", ""), locale=source_locale()).first()
    if there is None:
        return create_draft(document, user=None)
    return save_document(there, document, user=None, expected_revision=there.latest_revision_id)


def _publish(out: TextIO, document: dict[str, Any], findings: list[Finding]) -> None:
    if has_errors(findings):
        raise _refusal(out, findings)
    say(out, findings)
    try:
        version = publish(document)
    except DefinitionRefused as refused:
        raise _refusal(out, refused.findings) from None
    out.write(f"{version.journey.slug} is published as version {version.number}.\n")


def _mend(out: TextIO, findings: list[Finding]) -> None:
    if has_errors(findings):
        out.write(f"{counted(findings)}: mend the errors before it is published.\n")


def _refusal(out: TextIO, findings: list[Finding]) -> CommandError:
    say(out, findings)
    return CommandError(
        f"{counted(findings)}: nothing was published. Put it right here, or in the editor with --draft."
    )
