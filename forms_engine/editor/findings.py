"""What the linter says about a draft, its question sets copied in."""

from collections.abc import Mapping
from typing import Any

from forms_engine.definition.errors import DefinitionRefused, Finding
from forms_engine.definition.lint import errors_of, lint
from forms_engine.definition.parse import parse_definition
from forms_engine.definition.sets import expand_sets
from forms_engine.delivery.mapping.services import check_mappings
from forms_engine.editor.outline import sets_used
from forms_engine.editor.selectors import set_blocks
from forms_engine.journeys.checking_bookings import check_booking
from forms_engine.journeys.lookups.checking import check_lookups


def findings_of(document: Any, sets: Mapping[str, list[Any]] | None = None) -> list[Finding]:
    """Everything that is wrong with a draft document, errors and warnings; never raises.

    Args:
        document: the draft, whatever it is.
        sets: blocks by question set; read from the database where it is not given.
    """
    missing: list[Finding] = []
    if isinstance(document, dict):
        known = dict(set_blocks(document) if sets is None else sets)
        try:
            document = expand_sets(document, known)
        except DefinitionRefused as refused:
            missing = refused.findings
            document = expand_sets(document, {key: [] for key in sets_used(document)} | known)
    found = [*missing, *lint(document)]
    return found if errors_of(found) else [*found, *broken_mappings(document)]


def broken_mappings(document: Any) -> list[Finding]:
    """Which back offices' mappings a document without errors would break, were it published, which of its look-ups are
    not there or know no such inputs and outputs, and what is wrong with what it books."""
    definition = parse_definition(document)
    return check_mappings(definition) + check_lookups(definition) + check_booking(definition)


def count(findings: list[Finding]) -> tuple[int, int]:
    """How many errors and how many warnings there are."""
    errors = len(errors_of(findings))
    return errors, len(findings) - errors
