"""The decision itself: pure, from the facts and the rules as they were loaded."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from forms_engine.delivery.routing.facts import Check, Decision, RoutingFacts, RuleOutcome, Target
from forms_engine.delivery.routing.matching import checks, matches
from forms_engine.delivery.routing.rules import Rule, Rules
from forms_engine.delivery.routing.words import ConditionWords, Names, plain_condition


@dataclass(frozen=True, slots=True)
class Loaded:
    """Rules, and what they can lead to. Only destinations that are not retired are in it."""

    rule_set: int | None
    rules: Rules
    default: Target
    destinations: Mapping[str, Target]
    routes: Mapping[str, tuple[Target, ...]]
    route_names: Mapping[str, str] = field(default_factory=dict)

    def of_queue(self, queue: str) -> Target:
        """The destination that is that queue of ours."""
        found = next((one for one in self.destinations.values() if one.queue == queue), None)
        return found or Target(None, f"{queue}-queue", queue, queue)


def decide_by(
    loaded: Loaded,
    facts: RoutingFacts,
    *,
    explain: Names | None = None,
    condition_words: ConditionWords = plain_condition,
) -> Decision:
    """Who hears of a request.

    It begins with the routes that the journey names. Then the rules are looked at in their order: each that holds adds
    its own or, where it says so, takes the place of what was named before it; its queue takes the place of any other
    queue of ours. A request is in one queue, so of several queues among those named the first has it. Where nobody is left it goes to the default. No rule is for an editor's practice. Of what somebody sends in
    practice (``to_tests``) queues of ours and test destinations hear, and of everything else no test destination does. With ``explain``
    every rule's outcome is told.
    """
    gathered = _Gathered(loaded, to_tests=facts.to_tests)
    gathered.named_by_the_journey(facts.named)
    outcomes: list[RuleOutcome] = []
    stopped = facts.is_practice
    for rule in loaded.rules.rules:
        considered = not stopped and not rule.off
        matched = considered and matches(rule.when, facts)
        if explain is not None:
            told: tuple[Check, ...] = checks(rule.when, facts, explain, condition_words)
            outcomes.append(RuleOutcome(rule.id, rule.name, considered, matched, told))
        if matched:
            gathered.by_rule(rule)
            stopped = rule.stop
    used_default = not gathered.targets
    if used_default:
        gathered.add([loaded.default])
        if not gathered.targets:  # in practice, where what nothing is for goes to somebody else
            gathered.add([one for _, one in sorted(loaded.destinations.items()) if one.queue][:1])
        gathered.reasons.append(f"Nothing else was for it, so it goes to {gathered.default_name}.")
    targets = tuple(gathered.targets.values())
    return Decision(
        targets=targets,
        routes=tuple(gathered.routes),
        queue=next((target.queue for target in targets if target.queue), ""),
        used_default=used_default,
        reasons=tuple(gathered.reasons),
        rule_set=loaded.rule_set,
        outcomes=tuple(outcomes),
    )


class _Gathered:
    """Who has been named so far, and why."""

    def __init__(self, loaded: Loaded, *, to_tests: bool) -> None:
        self._loaded = loaded
        self._to_tests = to_tests
        self.targets: dict[str, Target] = {}
        self.routes: dict[str, None] = {}
        self.reasons: list[str] = []

    def add(self, targets: Iterable[Target]) -> None:
        for target in targets:
            if not self._is_for(target):
                continue
            first = next((one for one in self.targets.values() if one.queue), None)
            if first is None or not target.queue or target.queue == first.queue:
                self.targets[target.slug] = target
            else:
                self._passed_over(target, first)

    @property
    def default_name(self) -> str:
        """Where what nothing is for has gone."""
        return next((one.name for one in self.targets.values()), self._loaded.default.name)

    def _is_for(self, target: Target) -> bool:
        """Whether a destination is for this at all: the one place where practice and what is real part ways."""
        return target.is_test or bool(target.queue) if self._to_tests else not target.is_test

    def _passed_over(self, queue: Target, first: Target) -> None:
        said = (
            f"{queue.name} is named too, but a request is in one queue of ours, and {first.name} came first."
        )
        if said not in self.reasons:
            self.reasons.append(said)

    def named_by_the_journey(self, routes: Iterable[str]) -> None:
        for route in routes:
            name = self._loaded.route_names.get(route, route)
            if self._route(route):
                self.reasons.append(f"The journey names the route “{name}”.")
            else:
                self.reasons.append(f"The journey names the route “{name}”, which leads to nobody.")

    def by_rule(self, rule: Rule) -> None:
        if rule.instead:
            self.targets.clear()
            self.routes.clear()
        for route in rule.routes:
            self._route(route)
        found = [self._loaded.destinations.get(slug) for slug in rule.destinations]
        self.add(target for target in found if target is not None)
        queue = self._loaded.of_queue(rule.queue) if rule.queue else None
        # While rules are being written a queue may have nothing that leads to it yet; in force it has.
        if queue is not None and (queue.id is not None or self._loaded.rule_set is None):
            self.targets = {slug: one for slug, one in self.targets.items() if not one.queue}
            self.add([queue])
        instead = ", instead of what was named before" if rule.instead else ""
        self.reasons.append(f"The rule “{rule.name}” holds{instead}.")

    def _route(self, route: str) -> bool:
        targets = self._loaded.routes.get(route, ())
        self.add(targets)
        if targets:
            self.routes[route] = None
        return bool(targets)
