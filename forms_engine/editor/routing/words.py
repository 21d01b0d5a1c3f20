"""Conditions over a journey's answers in words, with the journey's own questions."""

from collections.abc import Mapping, Sequence
from typing import Any

from forms_engine.catalogue.selectors import definition_of, every_live_version
from forms_engine.definition.write import write_definition
from forms_engine.editor.editing.sentences import Subject, sentence, subjects


def subjects_of(journeys: Sequence[str]) -> dict[str, Subject]:
    """What every one of these journeys asks: the questions that a condition over all of them can be about, as the first
    of them words them."""
    documents = documents_of(journeys)
    found: dict[str, Subject] = {}
    for number, slug in enumerate(journeys):
        asked = subjects(documents[slug], {}) if slug in documents else {}
        found = asked if number == 0 else {key: one for key, one in found.items() if key in asked}
    return found


def documents_of(journeys: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The live documents of journeys, by their slugs."""
    live = every_live_version().filter(journey__slug__in=journeys)
    return {version.journey.slug: write_definition(definition_of(version.pk)) for version in live}


def condition_in_words(condition: Mapping[str, Any], journeys: Sequence[str]) -> str:
    """A condition as part of a sentence, to follow "when" (``delivery.routing.words.ConditionWords``)."""
    return sentence(condition, subjects_of(journeys))


def journey_choices() -> list[tuple[str, str]]:
    """The live journeys by their titles."""
    found = [
        (version.journey.slug, definition_of(version.pk).title.in_language("en"))
        for version in every_live_version()
    ]
    return sorted(found, key=lambda choice: choice[1])
