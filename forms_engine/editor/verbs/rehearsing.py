"""``journeys rehearse FILE|SLUG``: an automatic resident goes every way through a journey and says what it saw."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO

from django.core.management.base import CommandError
from django.utils import timezone

from forms_engine.definition.document import FORMAT, Definition
from forms_engine.definition.errors import DefinitionRefused
from forms_engine.definition.importers.detect import import_document
from forms_engine.definition.parse import parse_definition
from forms_engine.editor.verbs.words import document_of, read_file, say
from forms_engine.runtime.rehearsal import RehearsalReport, rehearse
from forms_engine.runtime.wording import pounds

HELP = "Walk through a journey with made-up answers: pages reached, paths, fees, dead ends and the time it takes."
MOST_SHOWN = 30  # paths; all are in --json


def add_arguments(parser: ArgumentParser) -> None:
    """A file or slug, how many walks, and which luck."""
    parser.add_argument("source", help="a file, or the slug of a journey")
    parser.add_argument(
        "--paths", type=int, default=200, metavar="N", help="how many walks at most (default: 200)"
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="the same seed gives the same walks")
    parser.add_argument("--json", action="store_true", help="the whole report, with example answers")


def run(out: TextIO, options: dict[str, Any]) -> None:
    """Write the report.

    Raises:
        CommandError: when a page was not reached or something was wrong, or there is no such file or journey.
    """
    definition = _definition(out, options["source"])
    report = rehearse(
        definition, today=timezone.localdate(), paths=max(1, options["paths"]), seed=options["seed"]
    )
    if options["json"]:
        out.write(json.dumps(report.as_json(), ensure_ascii=False, indent=2) + "\n")
    else:
        _tell(out, report)
    if not report.is_sound:
        raise CommandError("Some of this journey does not work as it should.")


def _definition(out: TextIO, source: str) -> Definition:
    document = read_file(Path(source)) if Path(source).exists() else document_of(source)
    try:
        if not isinstance(document, dict) or document.get("format") != FORMAT:
            document = import_document(document, slug=Path(source).stem).document
        return parse_definition(document)
    except DefinitionRefused as refused:
        say(out, refused.findings)
        raise CommandError("Mend these faults first: this cannot be rehearsed.") from None


def _tell(out: TextIO, report: RehearsalReport) -> None:
    def line(text: str) -> None:
        out.write(text + "\n")

    pages = len(report.pages_reached) + len(report.pages_missed)
    line(f"{report.slug}: {report.walks} walks, {len(report.paths)} different paths.")
    line(f"Pages reached: {len(report.pages_reached)} of {pages}.")
    for missed in report.pages_missed:
        line(f"  not reached: {missed.page}. {missed.why}")
    for key, walks in report.exits.items():
        line(f"  ends at {key}: {walks} walks")
    for path in report.paths[:MOST_SHOWN]:
        cost = f", {pounds(path.fee_pence)}" if path.fee_pence else ""
        line(f"  {path.walks} × {path.ended}{cost}: {' → '.join(path.steps)}")
    if len(report.paths) > MOST_SHOWN:
        line(f"  and {len(report.paths) - MOST_SHOWN} more paths (--json shows all)")
    if report.fees:
        low, high = report.fee_range
        line(f"Fees: from {pounds(low)} to {pounds(high)}, {len(report.fees)} combinations.")
    for condition in report.conditions_open:
        line(f"  condition {condition}")
    line(f"Wrong answers refused: {report.wrong_refused} of {report.wrong_tried}.")
    for defect in report.defects:
        line(f"  {defect.place}: {defect.message} [{defect.code}]")
    timing = report.timing
    line(f"One evaluation: {timing.median_ms} ms (at most {timing.most_ms} ms, {timing.evaluations} made).")
