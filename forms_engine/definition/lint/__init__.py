"""The linter: everything that is wrong with a journey document, where, and what to do.

``docs/linting.md`` is the table of its rules, with those of the parser. Rules are grouped by what they are about, a module
each; a new one is a function with ``@rule`` in its module's ``RULES`` and a row in that table.
"""

from forms_engine.definition.errors import Finding
from forms_engine.definition.lint import (
    bounds,
    conditions,
    duplicates,
    fees,
    keys,
    lookups,
    paths,
    privacy,
    targets,
    texts,
    whole,
)
from forms_engine.definition.lint.rule import Rule, Survey
from forms_engine.definition.parse import read_definition

RULES: tuple[Rule, ...] = (
    *keys.RULES,
    *targets.RULES,
    *conditions.RULES,
    *paths.RULES,
    *bounds.RULES,
    *texts.RULES,
    *fees.RULES,
    *lookups.RULES,
    *duplicates.RULES,
    *privacy.RULES,
    *whole.RULES,
)


def lint(document: object) -> list[Finding]:
    """Every fault of a decoded JSON document, errors and warnings: first what could not be read, then what is wrong
    between its parts, rule by rule. Never raises, whatever the document is, and takes a few seconds at most."""
    definition, findings = read_definition(document)
    survey, could_be_read = Survey(definition), not findings
    for rule in RULES:
        if could_be_read or not rule.whole:
            findings += rule.findings(survey)
    return findings


def errors_of(findings: list[Finding]) -> list[Finding]:
    """The findings that stand in the way of publishing."""
    return [finding for finding in findings if finding.severity == "error"]
