"""Rules of data protection: kept no longer than said, for a purpose, on a lawful basis."""

from collections.abc import Iterator

from forms_engine.definition.document import Definition, Question
from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.question_types import QUESTION_TYPE

# What is about somebody, whatever the label says.
PERSONAL_TYPES = frozenset(
    {"email", "phone", "address", "national_insurance", "vehicle_registration", "bank_details", "signature"}
)
# What somebody could be robbed with.
GUARDED_TYPES = frozenset({"national_insurance", "bank_details"})


@rule("no-retention", "error", "Nobody said for how long a finished request is kept.")
def no_retention(survey: Survey) -> Iterator[Fault]:
    if not survey.definition.retention_days and not _sensitive(survey):
        yield "retention_days", "Say for how many days a finished request is kept."


@rule(
    "sensitive-without-retention",
    "error",
    "Sensitive questions, and nobody said for how long answers are kept.",
)
def sensitive_without_retention(survey: Survey) -> Iterator[Fault]:
    sensitive = _sensitive(survey)
    if sensitive and not survey.definition.retention_days:
        yield "retention_days", f"Say for how many days {_named(sensitive)} kept, as they are sensitive."


@rule("sensitive-without-basis", "error", "Sensitive questions without a purpose or lawful basis.")
def sensitive_without_basis(survey: Survey) -> Iterator[Fault]:
    sensitive = _sensitive(survey)
    missing = _missing(survey.definition)
    if sensitive and missing:
        yield missing[0], f"Write the {' and the '.join(missing)}: {_named(sensitive)} sensitive."


@rule("personal-without-basis", "warning", "Personal data without a purpose or lawful basis.")
def personal_without_basis(survey: Survey) -> Iterator[Fault]:
    personal = [question for question in survey.asked if question.type in PERSONAL_TYPES]
    missing = _missing(survey.definition)
    if personal and missing and not _sensitive(survey):
        yield missing[0], f"Write the {' and the '.join(missing)}: {_named(personal)} personal data."


@rule("not-marked-sensitive", "warning", "A question that ought to be marked as sensitive.")
def not_marked_sensitive(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        if question.type in GUARDED_TYPES and not question.sensitive:
            name = QUESTION_TYPE[question.type].name
            yield (
                f"question {question.key}",
                f"Mark this as sensitive: {name} should not be seen by everybody in a team.",
            )


@rule(
    "sensitive-in-address",
    "error",
    "A sensitive answer that comes from the address the journey was started with.",
)
def sensitive_in_address(survey: Survey) -> Iterator[Fault]:
    for question in survey.questions:
        private = question.sensitive or question.type in PERSONAL_TYPES
        if private and question.prefill and question.prefill.source == "query":
            yield (
                f"question {question.key}",
                "Do not prefill this from the address: addresses are kept in logs and histories, where personal data "
                "must not be.",
            )


def _sensitive(survey: Survey) -> list[Question]:
    return [question for question in survey.questions if question.sensitive]


def _missing(definition: Definition) -> list[str]:
    return [
        name
        for name, written in (
            ("purpose", definition.purpose),
            ("lawful_basis", definition.lawful_basis.strip()),
        )
        if not written
    ]


def _named(questions: list[Question]) -> str:
    """The first few keys and their verb."""
    keys = " and ".join(f"“{question.key}”" for question in questions[:2])
    if len(questions) > 2:
        return f"{keys} and {len(questions) - 2} more are"
    return f"{keys} {'is' if len(questions) == 1 else 'are'}"


RULES = (
    no_retention,
    sensitive_without_retention,
    sensitive_without_basis,
    personal_without_basis,
    not_marked_sensitive,
    sensitive_in_address,
)
