"""The rules in force, kept in memory by each process for as long as nothing about them changes."""

from collections import defaultdict

from forms_engine.delivery.models import Destination, Route, RoutingStamp, RuleSet
from forms_engine.delivery.routing.deciding import Loaded, decide_by
from forms_engine.delivery.routing.facts import Decision, RoutingFacts, Target
from forms_engine.delivery.routing.rules import Rules

# The newest by their stamp. A stamp is drawn anew at each change, so one that was rolled back is never met again.
_kept: dict[object, Loaded] = {}
KEPT = 4


def in_force() -> Loaded:
    """The rules that decide now: one query, where nothing has changed since they were last asked for."""
    stamp = RoutingStamp.objects.values_list("stamp", flat=True).get()
    found = _kept.get(stamp)
    if found is None:
        found = load(newest())
        while len(_kept) >= KEPT:
            _kept.pop(next(iter(_kept)))
        _kept[stamp] = found
    return found


def decide(facts: RoutingFacts) -> Decision:
    """Who hears of a request by the rules in force. There is always somebody."""
    return decide_by(in_force(), facts)


def newest() -> RuleSet:
    """The rule set in force."""
    return (
        RuleSet.objects.filter(number__isnull=False)
        .select_related("default_destination")
        .order_by("-number")[:1]
        .get()
    )


def load(rule_set: RuleSet) -> Loaded:
    """A rule set with everything that it can lead to."""
    destinations = {one.pk: target_of(one) for one in Destination.objects.filter(retired_at=None)}
    routes: dict[str, list[Target]] = defaultdict(list)
    on_routes = Route.destinations.through.objects.order_by("route_id", "destination__name", "destination_id")
    for slug, destination in on_routes.values_list("route__slug", "destination_id"):
        if destination in destinations:
            routes[slug].append(destinations[destination])
    return Loaded(
        rule_set=rule_set.pk if rule_set.number else None,
        rules=Rules.model_validate(rule_set.document),
        default=target_of(rule_set.default_destination),
        destinations={one.slug: one for one in destinations.values()},
        routes={slug: tuple(targets) for slug, targets in routes.items()},
        route_names=dict(Route.objects.values_list("slug", "name")),
    )


def target_of(destination: Destination) -> Target:
    """A destination as a decision names it."""
    queue = destination.settings.get("queue", "") if destination.kind == "queue" else ""
    return Target(destination.pk, destination.slug, destination.name, str(queue), destination.is_test)
