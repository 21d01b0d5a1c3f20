"""Rules about keys: stable names that answers, conditions and translations hang on."""

from collections import Counter
from collections.abc import Iterable, Iterator

from forms_engine.definition.lint.rule import Fault, Survey, rule

# Words of the address that follow /journeys/<slug>/, which no page may take.
RESERVED_PAGE_KEYS = frozenset(
    {
        "start",
        "check",
        "confirmation",
        "payment",
        "done",
        "drafts",
        "saved",
        "duplicates",
        "following",
        "time",
    }
)


def _twice(place: str, keys: Iterable[str]) -> Iterator[Fault]:
    for key, count in Counter(key for key in keys if key).items():
        if count > 1:
            yield place, f"The key “{key}” is used {count} times: give each its own."


@rule("duplicate-key", "error", "A key is used twice where each needs its own.")
def duplicate_key(survey: Survey) -> Iterator[Fault]:
    definition = survey.definition
    groups = [group.key for group in definition.groups.values()]
    yield from _twice(
        "pages",
        [
            *(part.key for part in definition.pages),
            *(page.key for group in definition.groups.values() for page in group.pages),
        ],
    )
    yield from _twice(
        "questions", [*(question.key for question in survey.questions), *groups, *_facts(survey)]
    )
    yield from _twice("routes", definition.routes)
    yield from _twice("fees", (line.key for line in definition.fees))
    for line in definition.fees:
        yield from _twice(f"fee {line.key}", (concession.key for concession in line.concessions))
    for place, options in survey.option_lists():
        yield from _twice(place, (option.key for option in options))


def _facts(survey: Survey) -> Iterator[str]:
    for page in survey.definition.all_pages:
        yield from (output.key for output in (page.lookup.outputs if page.lookup else ()))


@rule("reserved-key", "error", "A page's key is an address of the journey's own, such as `check`.")
def reserved_key(survey: Survey) -> Iterator[Fault]:
    for part in survey.definition.pages:
        if part.key in RESERVED_PAGE_KEYS:
            yield f"page {part.key}", f"Give the page another key: “{part.key}” is an address of ours."


RULES = (duplicate_key, reserved_key)
