"""What the verbs say, and the files and names they are given."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError

from forms_engine.catalogue.models import JourneyVersion
from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.importers.source import LARGEST_JSON, read_source
from forms_engine.definition.sets import expand_sets
from forms_engine.editor.models import JourneyDraft
from forms_engine.editor.selectors import set_blocks
from forms_engine.editor.services import source_locale


def read_file(file: Path) -> Any:
    """What a file holds, JSON or YAML.

    Raises:
        CommandError: in one sentence, when it cannot be read.
    """
    try:
        return read_source(content_of(file))
    except DefinitionRefused as refused:
        raise CommandError(f"{file}: {refused.findings[0].message}") from None


def content_of(file: Path) -> bytes:
    """A file's bytes, no more of them than show that it is too large.

    Raises:
        CommandError: in one sentence, when it cannot be read.
    """
    try:
        with file.open("rb") as opened:
            return opened.read(LARGEST_JSON + 1)
    except OSError as error:
        raise CommandError(f"{file} cannot be read: {error.strerror}.") from None


def write_file(file: Path, content: bytes) -> None:
    """Write a file.

    Raises:
        CommandError: in one sentence, when it cannot be written.
    """
    try:
        file.write_bytes(content)
    except OSError as error:
        raise CommandError(f"{file} cannot be written: {error.strerror}.") from None


def version_of(slug: str, number: int | None = None) -> JourneyVersion:
    """A published version of a journey: the live one, or that of a number.

    Raises:
        CommandError: when there is none.
    """
    versions = JourneyVersion.objects.filter(journey__slug=slug).order_by("-number")
    found = (
        versions.filter(withdrawn_at=None).first()
        if number is None
        else versions.filter(number=number).first()
    )
    if found is None:
        which = "a live version" if number is None else f"a version {number}"
        raise CommandError(f"There is no file and no journey “{slug}” with {which}.")
    return found


def document_of(slug: str) -> dict[str, Any]:
    """The document of a journey: the live version's, or else the newest draft's, with the question sets that there are
    copied in.

    Raises:
        CommandError: when there is neither.
    """
    live = JourneyVersion.objects.filter(journey__slug=slug, withdrawn_at=None).order_by("-number").first()
    if live is not None:
        return dict(live.document)
    draft = JourneyDraft.objects.filter(slug=slug, locale=source_locale()).first()
    if draft is None:
        raise CommandError(f"There is no file and no journey “{slug}”, published or draft.")
    document: dict[str, Any] = draft.get_latest_revision_as_object().document
    try:
        return expand_sets(document, set_blocks(document))
    except DefinitionRefused:
        return document


def say(out: TextIO, findings: Iterable[Finding]) -> None:
    """One line for each finding."""
    for finding in findings:
        out.write(f"{finding.severity}: {finding}\n")


def counted(findings: list[Finding]) -> str:
    """How many errors and warnings there are, in words; empty where there are none."""
    errors = sum(1 for finding in findings if finding.severity == "error")
    warnings = len(findings) - errors
    words = [
        f"{number} {word}{'' if number == 1 else 's'}"
        for number, word in ((errors, "error"), (warnings, "warning"))
        if number
    ]
    return " and ".join(words)


def has_errors(findings: Iterable[Finding]) -> bool:
    """Whether anything has to be mended first."""
    return any(finding.severity == "error" for finding in findings)


def joined(imported: list[Finding], linted: list[Finding]) -> list[Finding]:
    """What the import and the linter found, once each: the import has said more closely what it kept."""
    seen = {(finding.rule, finding.place) for finding in imported}
    return [
        *imported,
        *(one for one in linted if (one.rule, one.place) not in seen and one.rule != "kept"),
    ]
