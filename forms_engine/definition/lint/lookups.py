"""Rules about look-ups: asked with answers that are there, known before they are used, and never a fee nobody knows."""

import re
from collections.abc import Iterator

from forms_engine.definition.document import Lookup, Page, Question, texts_with_marks
from forms_engine.definition.lint.rule import Fault, Survey, rule
from forms_engine.definition.lint.words import every_text
from forms_engine.definition.reasoning.outline import Spot

MARK = re.compile(r"\{\{ *([^{}]{0,80}?) *\}\}")

# What a look-up can be asked with: one value each, or a part of a composed answer.
WHOLE = frozenset(
    {
        "short_text", "email", "phone", "postcode", "national_insurance", "vehicle_registration", "number",
        "money", "date", "month_year", "time", "yes_no", "radios", "select", "autocomplete", "hidden",
    }
)  # fmt: skip
PARTS: dict[str, frozenset[str]] = {
    "address": frozenset({"line1", "town", "postcode", "uprn"}),
    "location": frozenset({"postcode", "latitude", "longitude", "easting", "northing"}),
}


def _lookups(survey: Survey) -> Iterator[tuple[int, Page, Lookup]]:
    for number, page in enumerate(survey.definition.all_pages):
        if page.lookup is not None:
            yield number, page, page.lookup


@rule("lookup-misplaced", "error", "A look-up inside a group, or on a page that nobody goes on from.")
def lookup_misplaced(survey: Survey) -> Iterator[Fault]:
    for number, page, _lookup in _lookups(survey):
        group = survey.outline.page_group[number]
        if group:
            yield f"page {page.key}", f"Move this look-up out of “{group.key}”: a group has none."
        elif page.exit:
            yield f"page {page.key}", "Take the look-up off this exit page: nobody goes on from it."


@rule("lookup-input", "error", "A look-up that is asked with an answer that is not there by then.")
def lookup_input(survey: Survey) -> Iterator[Fault]:
    for number, page, lookup in _lookups(survey):
        here = False
        for name, asked in lookup.inputs.items():
            key, _, part = asked.partition(".")
            question = survey.definition.questions_by_key.get(key)
            spot = survey.outline.spots.get(key)
            if question is None or spot is None:
                yield f"page {page.key}", f"There is no question “{key}”: add it or correct {name}."
            elif spot.group or not spot.comes_before(Spot(number, 10**9)):
                yield (
                    f"page {page.key}",
                    f"Ask “{key}” on this page or before it, outside groups, for {name}.",
                )
            elif (part not in PARTS.get(question.type, ())) if part else question.type not in WHOLE:
                yield (
                    f"page {page.key}",
                    f"Give {name} one value: “{asked}” is none. {_parts_of(question)}".strip(),
                )
            here = here or (spot is not None and spot.page == number)
        if lookup.inputs and not here:
            yield (
                f"page {page.key}",
                "Ask one of the look-up's questions on its own page: what is wrong is said beside it.",
            )


def _parts_of(question: Question) -> str:
    parts = sorted(PARTS.get(question.type, ()))
    return f"Name one of its parts: {', '.join(f'{question.key}.{part}' for part in parts)}." if parts else ""


@rule("lookup-no-words", "warning", "A look-up that stops people without saying what they can do instead.")
def lookup_no_words(survey: Survey) -> Iterator[Fault]:
    for _number, page, lookup in _lookups(survey):
        if lookup.when_down == "stop" and not lookup.down:
            yield (
                f"page {page.key}",
                "Say in `down` what people can do when it cannot be looked up: whom to ring.",
            )
        if lookup.when_not_found == "ask_again" and not lookup.not_found:
            yield f"page {page.key}", "Say in `not_found` what to check when nothing is found."


@rule("missing-fact", "error", "A text with a mark for a fact that is not known there.")
def missing_fact(survey: Survey) -> Iterator[Fault]:
    facts = survey.definition.facts_by_key
    allowed: set[int] = set()
    for number, page in enumerate(survey.definition.all_pages):
        for text in texts_with_marks(page):
            allowed.add(id(text))
            for words in text.by_language.values():
                for key in MARK.findall(words):
                    if key not in facts:
                        yield f"page {page.key}", f"Nothing is looked up as “{key[:60]}”: correct the mark."
                    elif survey.outline.spots[key].page >= number:
                        yield f"page {page.key}", f"“{key}” is looked up later: use it on a page after that."
    for found in every_text(survey):
        if id(found.text) not in allowed and any(MARK.search(one) for one in found.text.by_language.values()):
            yield found.place, "Take the mark out: facts are put into titles, hints and content of pages."


@rule("fee-from", "error", "A fee whose amount comes from no looked-up amount of money.")
def fee_from(survey: Survey) -> Iterator[Fault]:
    facts = survey.definition.facts_by_key
    for line in survey.definition.fees:
        if line.amount_from and (line.amount_from not in facts or facts[line.amount_from].type != "money"):
            yield f"fee {line.key}", f"Look up “{line.amount_from}” as money, or give the fee another amount."


@rule("fee-not-known", "error", "A fee that comes from a look-up people may go on without.")
def fee_not_known(survey: Survey) -> Iterator[Fault]:
    wanted = {line.amount_from for line in survey.definition.fees if line.amount_from}
    for _number, page, lookup in _lookups(survey):
        goes_on = "go_on" in {lookup.when_down, lookup.when_not_found}
        if goes_on and wanted & {output.key for output in lookup.outputs}:
            yield (
                f"page {page.key}",
                "Stop when this cannot be looked up or is not found: a fee comes from it, and would not be charged.",
            )


RULES = (lookup_misplaced, lookup_input, lookup_no_words, missing_fact, fee_from, fee_not_known)
