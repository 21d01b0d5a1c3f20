"""Rules about possible duplicates: only of reports that are somewhere, told apart by a choice."""

from collections.abc import Iterator

from forms_engine.definition.lint.rule import Fault, Survey, rule

CHOICES = frozenset({"radios", "select", "autocomplete", "yes_no"})


@rule("duplicates-misplaced", "error", "Possible duplicates of what is no report, or is nowhere.")
def duplicates_misplaced(survey: Survey) -> Iterator[Fault]:
    definition = survey.definition
    if definition.duplicates is None:
        return
    if definition.kind != "report":
        yield "duplicates", "Take this out: only a report can be about the same as another one."
    where = definition.questions_by_key.get(definition.location)
    if where is None or where.type != "location":
        yield "duplicates", "Name a location question in `location`: others are looked for around it."


@rule("duplicates-category", "error", "A category of duplicates that is not one choice.")
def duplicates_category(survey: Survey) -> Iterator[Fault]:
    duplicates = survey.definition.duplicates
    if duplicates is None or not duplicates.category:
        return
    question = survey.definition.questions_by_key.get(duplicates.category)
    if (
        question is None
        or question.type not in CHOICES
        or question.key in survey.definition.group_of
        or question.sensitive
    ):
        yield (
            "duplicates",
            f"Name a question outside groups where one thing is chosen, and that is not sensitive: "
            f"“{duplicates.category}” is none.",
        )


RULES = (duplicates_misplaced, duplicates_category)
