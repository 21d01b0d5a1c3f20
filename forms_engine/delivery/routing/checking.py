"""What is wrong with rules before they are put in force, in words for whoever keeps them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms_engine.catalogue.models import Queue, Service
from forms_engine.catalogue.selectors import definition_of, every_live_version
from forms_engine.definition.document import All, AnyOf, Comparison, Condition, Definition, Named, Not
from forms_engine.delivery.models import Destination, Route, RuleSet
from forms_engine.delivery.routing.deciding import Loaded
from forms_engine.delivery.routing.loading import load
from forms_engine.delivery.routing.rules import Rule, Rules
from forms_engine.delivery.routing.words import Names
from forms_engine.locations.areas import current_areas


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to mend. An error keeps rules from being put in force; a warning is only said. ``rule`` is the id of
    the rule that it is about, "" for the rules as a whole."""

    rule: str
    words: str
    is_error: bool = True


def faults_of(rule_set: RuleSet) -> list[Fault]:
    """Everything that is wrong with a rule set, errors first."""
    known, loaded = Known(), load(rule_set)
    found = [fault for rule in loaded.rules.rules for fault in _faults_of_rule(rule, known, loaded)]
    if rule_set.default_destination.retired_at is not None:
        found.append(
            Fault("", f"The default, {rule_set.default_destination.name}, is retired: choose another.")
        )
    found += _never_reached(loaded.rules)
    found += [
        Fault(
            "",
            f"Requests from “{title}” go to the default, {loaded.default.name}, unless a rule is for them.",
            False,
        )
        for title in unrouted_journeys(loaded, known)
    ]
    return sorted(found, key=lambda fault: not fault.is_error)


class Known:
    """What rules can name, as it is now."""

    def __init__(self) -> None:
        self.definitions: dict[str, Definition] = {
            version.journey.slug: definition_of(version.pk) for version in every_live_version()
        }
        self.services = dict(Service.objects.filter(locale__language_code="en").values_list("slug", "name"))
        self.queues = dict(Queue.objects.order_by("name").values_list("slug", "name"))
        self.areas = {
            area.code: f"{area.name} ({area.get_kind_display().lower()})" for area in current_areas()
        }
        self.destinations = {one.slug: one for one in Destination.objects.order_by("name")}
        self.routes = dict(Route.objects.order_by("name").values_list("slug", "name"))

    @property
    def names(self) -> Names:
        """What everything is called."""
        titles = {slug: definition.title.in_language("en") for slug, definition in self.definitions.items()}
        return Names(
            journeys=dict(sorted(titles.items(), key=lambda item: item[1])),
            services=self.services,
            areas=self.areas,
            destinations={slug: one.name for slug, one in self.destinations.items()},
            routes=self.routes,
            queues=self.queues,
        )


def unrouted_journeys(loaded: Loaded, known: Known) -> list[str]:
    """The titles of journeys that name no route that leads anywhere and that no rule is sure to be for."""
    certain = [rule for rule in loaded.rules.rules if not rule.off and _asks_only_where_from(rule)]
    return sorted(
        definition.title.in_language("en")
        for slug, definition in known.definitions.items()
        if not any(loaded.routes.get(route) for route in definition.routes)
        and not any(_is_for(rule, slug, definition.service) for rule in certain)
    )


def _asks_only_where_from(rule: Rule) -> bool:
    asked = rule.when.model_dump(exclude_defaults=True)
    return not set(asked) - {"journeys", "services"}


def _is_for(rule: Rule, journey: str, service: str) -> bool:
    when = rule.when
    return (not when.journeys or journey in when.journeys) and (not when.services or service in when.services)


def _never_reached(rules: Rules) -> Iterator[Fault]:
    stopped = ""
    for rule in rules.rules:
        if stopped:
            words = f"It is never looked at: “{stopped}” above it is for everything, and stops."
            yield Fault(rule.id, words, False)
        if rule.stop and not rule.off and not rule.when.model_dump(exclude_defaults=True):
            stopped = stopped or rule.name


def _faults_of_rule(rule: Rule, known: Known, loaded: Loaded) -> Iterator[Fault]:
    when = rule.when
    named: list[tuple[str, tuple[str, ...], Mapping[str, object]]] = [
        ("journey", when.journeys, known.definitions),
        ("service", when.services, known.services),
        ("area", when.areas, known.areas),
        ("route", rule.routes, known.routes),
        ("destination", rule.destinations, known.destinations),
        ("queue", (rule.queue,) if rule.queue else (), known.queues),
    ]
    for what, given, there in named:
        for name in given:
            if name not in there:
                yield Fault(rule.id, f"There is no {what} “{name}” (any more).")
    for slug in rule.destinations:
        destination = known.destinations.get(slug)
        if destination is not None and destination.retired_at is not None:
            yield Fault(rule.id, f"{destination.name} is retired: choose another destination.")
    for slug in rule.routes:
        if slug in known.routes and not loaded.routes.get(slug):
            yield Fault(rule.id, f"The route “{known.routes[slug]}” leads to nobody.")
    condition = when.condition
    if condition is None:
        return
    for slug in when.journeys:
        definition = known.definitions.get(slug)
        for question in _questions(condition) if definition else ():
            if (
                definition
                and question not in definition.questions_by_key
                and question not in definition.groups
            ):
                title = definition.title.in_language("en")
                yield Fault(rule.id, f"“{title}” does not ask “{question}” (any more).")
        for name in _names_in(condition) if definition else ():
            if definition and name not in definition.conditions:
                title = definition.title.in_language("en")
                yield Fault(rule.id, f"“{title}” has no condition named “{name}” (any more).")


def _questions(condition: Condition) -> set[str]:
    return {leaf.question for leaf in _leaves(condition) if isinstance(leaf, Comparison)}


def _names_in(condition: Condition) -> set[str]:
    return {leaf.condition for leaf in _leaves(condition) if isinstance(leaf, Named)}


def _leaves(condition: Condition) -> Iterator[Condition]:
    if isinstance(condition, All | AnyOf):
        for part in condition.parts:
            yield from _leaves(part)
    elif isinstance(condition, Not):
        yield from _leaves(condition.part)
    else:
        yield condition
