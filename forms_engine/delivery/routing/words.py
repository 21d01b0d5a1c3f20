"""Rules in plain sentences, for those who keep them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any

from django.utils.formats import date_format

from forms_engine.delivery.routing.rules import WEEKDAYS, Rule, When

ConditionWords = Callable[[Mapping[str, Any], Sequence[str]], str]
"""A condition as part of a sentence, to follow "when", for the journeys given."""

LANGUAGES = {"en": "English", "cy": "Welsh"}
CHANNEL_WORDS = {
    "web": "on the website",
    "api": "by a program (API)",
    "phone": "by phone",
    "desk": "at a desk",
    "partner": "by a partner",
    "chat": "by chat",
    "social": "through social media",
    "email": "by email",
}


@dataclass(frozen=True, slots=True)
class Names:
    """What short names and codes are called."""

    journeys: Mapping[str, str] = field(default_factory=dict)
    services: Mapping[str, str] = field(default_factory=dict)
    areas: Mapping[str, str] = field(default_factory=dict)
    destinations: Mapping[str, str] = field(default_factory=dict)
    routes: Mapping[str, str] = field(default_factory=dict)
    queues: Mapping[str, str] = field(default_factory=dict)


def plain_condition(condition: Mapping[str, Any], journeys: Sequence[str]) -> str:
    """For where no journey is at hand: that it is about the answers, and no more."""
    return "its answers are as the rule says"


def words_of_parts(when: When, names: Names, condition_words: ConditionWords) -> Iterator[tuple[str, str]]:
    """Each part that asks for something, with its words."""
    if when.journeys:
        yield "journeys", f"it came from {_one_of(when.journeys, names.journeys)}"
    if when.services:
        yield "services", f"it is for {_one_of(when.services, names.services)}"
    if when.channels:
        yield "channels", f"it was sent {_or([CHANNEL_WORDS[one] for one in when.channels])}"
    if when.languages:
        yield "languages", f"it was written in {_or([LANGUAGES.get(one, one) for one in when.languages])}"
    if when.areas:
        yield "areas", f"it is in {_one_of(when.areas, names.areas)}"
    if when.first_day or when.last_day:
        yield "days", f"it was sent {_days(when.first_day, when.last_day)}"
    if when.weekdays or when.from_time is not None:
        yield "times", f"it was sent {_times(when)}"
    if when.answers is not None:
        yield "answers", condition_words(when.answers, when.journeys)


def sentence_of(rule: Rule, names: Names, condition_words: ConditionWords = plain_condition) -> str:
    """A whole rule: when, who, and what then."""
    parts = [words for _part, words in words_of_parts(rule.when, names, condition_words)]
    when = f"When {_and(parts)}" if parts else "Always"
    return f"{when}: {result_of(rule, names)}"


def result_of(rule: Rule, names: Names) -> str:
    """Who hears of it, and what then."""
    who = [names.destinations.get(one, one) for one in rule.destinations]
    who += [f"everybody on the route “{names.routes.get(one, one)}”" for one in rule.routes]
    said = [f"tell {_and(who)}"] if who else []
    if rule.queue:
        said.append(f"place it in our queue “{names.queues.get(rule.queue, rule.queue)}”")
    instead = ", instead of everybody named so far" if rule.instead else ""
    ending = " No rule below is looked at." if rule.stop else ""
    return f"{_and(said)}{instead}.{ending}"


def _one_of(given: Sequence[str], names: Mapping[str, str]) -> str:
    return _or([f"“{names.get(one, one)}”" for one in given])


def _days(first: date | None, last: date | None) -> str:
    if first and last:
        return f"on {_day(first)}" if first == last else f"from {_day(first)} to {_day(last)}"
    return f"on or after {_day(first)}" if first else f"on or before {_day(last)}" if last else ""


def _day(day: date | None) -> str:
    return date_format(day, "j F Y") if day else ""


def _times(when: When) -> str:
    days = _weekdays(when.weekdays)
    if when.from_time is None or when.to_time is None:
        return f"on {days}"
    hours = f"between {_hour(when.from_time)} and {_hour(when.to_time)}"
    if when.from_time > when.to_time:
        hours += " the next day"
    return f"{hours} on {days}" if days else hours


def _hour(at: time) -> str:
    return f"{at:%H:%M}"


def _weekdays(days: Sequence[int]) -> str:
    if list(days) == [1, 2, 3, 4, 5]:
        return "Monday to Friday"
    if list(days) == [6, 7]:
        return "Saturday or Sunday"
    return _or([WEEKDAYS[day - 1] for day in days])


def _or(words: Sequence[str]) -> str:
    return _joined(words, "or")


def _and(words: Sequence[str]) -> str:
    return _joined(words, "and")


def _joined(words: Sequence[str], last: str) -> str:
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
