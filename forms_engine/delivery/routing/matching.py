"""Whether a rule holds for a request: each thing that it asks, in words and with a verdict."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from forms_engine.delivery.routing.facts import Check, RoutingFacts
from forms_engine.delivery.routing.rules import When
from forms_engine.delivery.routing.words import ConditionWords, Names, words_of_parts
from forms_engine.runtime.conditions import holds


def matches(when: When, facts: RoutingFacts) -> bool:
    """Whether everything that is asked for is so."""
    return all(verdict for _part, verdict in _each(when, facts))


def checks(
    when: When, facts: RoutingFacts, names: Names, condition_words: ConditionWords
) -> tuple[Check, ...]:
    """The same, a check for each part that asks for something."""
    verdicts = dict(_each(when, facts))
    return tuple(Check(words, verdicts[part]) for part, words in words_of_parts(when, names, condition_words))


def _each(when: When, facts: RoutingFacts) -> Iterator[tuple[str, bool]]:
    """In the order of what costs least."""
    local = timezone.localtime(facts.at)
    if when.journeys:
        yield "journeys", facts.journey in when.journeys
    if when.services:
        yield "services", facts.service in when.services
    if when.channels:
        yield "channels", facts.channel in when.channels
    if when.languages:
        yield "languages", facts.language.split("-")[0] in when.languages
    if when.areas:
        yield "areas", not set(when.areas).isdisjoint(facts.areas)
    if when.first_day or when.last_day:
        day = local.date()
        yield (
            "days",
            (not when.first_day or day >= when.first_day) and (not when.last_day or day <= when.last_day),
        )
    if when.weekdays or when.from_time is not None:
        yield "times", _at_that_time(when, local)
    condition = when.condition
    if condition is not None:
        # Another journey's questions are not this one's, even under the same key.
        own = facts.definition if facts.journey in when.journeys else None
        yield (
            "answers",
            own is not None and holds(condition, own, facts.answers, local.date()),
        )


def _at_that_time(when: When, local: datetime) -> bool:
    """Weekday and time together: of a night from Friday to Saturday, the small hours are Friday's."""
    if when.from_time is None or when.to_time is None:
        return local.isoweekday() in when.weekdays
    now = local.time()
    if when.from_time < when.to_time:
        return when.from_time <= now < when.to_time and _on(when, local)
    if now >= when.from_time:
        return _on(when, local)
    return now < when.to_time and _on(when, local - timedelta(days=1))


def _on(when: When, day: datetime) -> bool:
    return not when.weekdays or day.isoweekday() in when.weekdays
