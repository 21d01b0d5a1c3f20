"""Changing who hears of what: rules are written aside, tried, and put in force together. Administrators only.

Whoever changes something that the rules depend on locks the stamp first, so that nothing is retired while rules that
name it are being put in force.
"""

from collections.abc import Callable
from itertools import count

from django.db import transaction
from django.utils import timezone
from pydantic import ValidationError

from accounts.models import User
from accounts.staff.administrators import is_administrator
from forms_engine.catalogue.models import Queue
from forms_engine.catalogue.selectors import definition_of, every_live_version
from forms_engine.delivery.models import Destination, Route, RoutingStamp, RuleSet
from forms_engine.delivery.routing.checking import Fault, faults_of
from forms_engine.delivery.routing.loading import newest
from forms_engine.delivery.routing.rules import Rule, Rules

Change = Callable[[Rules], Rules]


class NotAnAdministrator(PermissionError):
    """Who hears of requests is an administrator's to say."""


class Stale(ValueError):
    """Somebody else has changed the rules since they were shown."""


class RulesRefused(ValueError):
    """The rules cannot be put in force; ``faults`` say why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = faults
        super().__init__(" ".join(fault.words for fault in faults))


class StillNeeded(ValueError):
    """Something leads there; the message says what, and what to do first."""


def being_written() -> RuleSet | None:
    """The rules that are being written, if any are."""
    return RuleSet.objects.filter(number=None).select_related("default_destination", "saved_by").first()


def shown() -> RuleSet:
    """The rules that those who keep them see: the ones being written or, where there are none, the ones in force."""
    return being_written() or newest()


def version_of(rule_set: RuleSet) -> str:
    """What tells whether a rule set is still as it was shown."""
    return f"{rule_set.number or 'draft'}:{rule_set.saved_at.isoformat()}"


@transaction.atomic
def save_rule(rule: Rule, *, by: User, seen: str) -> None:
    """Write one rule: in the place of the one of its id, or as the last."""
    _write(by, seen, lambda rules: rules.with_rule(rule))


@transaction.atomic
def remove_rule(rule_id: str, *, by: User, seen: str) -> None:
    """Take a rule out."""
    _write(by, seen, lambda rules: rules.without(rule_id))


@transaction.atomic
def move_rule(rule_id: str, places: int, *, by: User, seen: str) -> None:
    """Move a rule down by that many places, up where it is less than none."""
    _write(by, seen, lambda rules: rules.moved(rule_id, places))


@transaction.atomic
def choose_default(destination: Destination, *, by: User, seen: str) -> None:
    """Have what nothing else is for go to another destination, once these rules are put in force.

    Raises:
        StillNeeded: when it is retired.
    """
    if destination.retired_at is not None:
        raise StillNeeded(f"{destination.name} is retired: choose another.")
    draft = _open_draft(by, seen)
    draft.default_destination = destination
    draft.save()


@transaction.atomic
def discard(*, by: User, seen: str) -> None:
    """Throw away the rules that are being written. Those in force stay."""
    _lock(by)
    draft = being_written()
    if draft is None:
        return
    _require_same(draft, seen)
    draft.delete()


@transaction.atomic
def bring_back(number: int, *, by: User, seen: str) -> None:
    """Begin writing from rules that were in force before, in the place of what is being written."""
    draft = _open_draft(by, seen)
    old = RuleSet.objects.get(number=number)
    draft.document, draft.based_on = old.document, newest().number
    if old.default_destination.retired_at is None:
        draft.default_destination = old.default_destination
    draft.note = f"Those of number {number} again."
    draft.save()


@transaction.atomic
def put_in_force(*, by: User, note: str, seen: str) -> RuleSet:
    """Have the rules that are being written decide from now on. What was decided before stays as it is.

    Raises:
        RulesRefused: with every error; nothing is changed.
        Stale: when they are not as they were shown, or there are none.
    """
    _lock(by)
    draft = being_written()
    if draft is None:
        raise Stale("There are no changes to put in force.")
    _require_same(draft, seen)
    errors = [fault for fault in faults_of(draft) if fault.is_error]
    if errors:
        raise RulesRefused(errors)
    rules = Rules.model_validate(draft.document)
    for rule in rules.rules:
        if rule.queue:
            _destination_of_queue(rule.queue)
    made = RuleSet.objects.create(
        number=(newest().number or 0) + 1,
        document=rules.as_document(),
        default_destination=draft.default_destination,
        based_on=draft.based_on,
        note=note.strip()[:300],
        saved_by=by,
    )
    draft.delete()
    return made


@transaction.atomic
def retire_destination(destination: Destination, *, by: User) -> None:
    """Give a destination up. What was sent to it stays; what is still on its way is sent; nothing new goes there.

    Raises:
        StillNeeded: when rules name it, the default is it, or a route would lead to nobody without it.
    """
    _lock(by)
    destination = Destination.objects.select_for_update().get(pk=destination.pk)
    if destination.retired_at is not None:
        return
    for rule_set in (newest(), being_written()):
        if rule_set is not None:
            _require_not_named(destination, rule_set)
    for route in Route.objects.filter(destinations=destination).order_by("name"):
        if not route.destinations.filter(retired_at=None).exclude(pk=destination.pk).exists():
            raise StillNeeded(
                f"The route “{route.name}” leads to nobody else. Add another destination to it first."
            )
    destination.retired_at = timezone.now()
    destination.save(update_fields=["retired_at"])


@transaction.atomic
def return_destination(destination: Destination, *, by: User) -> None:
    """Take a retired destination up again."""
    _lock(by)
    Destination.objects.filter(pk=destination.pk).update(retired_at=None)


@transaction.atomic
def save_route(route: Route, destinations: list[Destination], *, by: User) -> Route:
    """Keep a route with who is on it.

    Raises:
        StillNeeded: when it would lead to nobody.
    """
    _lock(by)
    if not [one for one in destinations if one.retired_at is None]:
        raise StillNeeded(
            "Choose at least one destination that is not retired: a route has to lead to somebody."
        )
    route.save()
    route.destinations.set(destinations)
    return route


@transaction.atomic
def remove_route(route: Route, *, by: User) -> None:
    """Take a route away that nothing names any more.

    Raises:
        StillNeeded: naming the journeys and rules that name it.
    """
    _lock(by)
    users = users_of_route(route)
    if users:
        raise StillNeeded(f"“{route.name}” is named by {', '.join(users)}. Change that first.")
    route.delete()


def users_of_route(route: Route) -> list[str]:
    """What names a route: live journeys, and rules in force or being written."""
    journeys = [
        f"the journey “{definition.title.in_language('en')}”"
        for definition in (definition_of(version.pk) for version in every_live_version())
        if route.slug in definition.routes
    ]
    rules = {
        f"the rule “{rule.name}”"
        for rule_set in (newest(), being_written())
        if rule_set is not None
        for rule in Rules.model_validate(rule_set.document).rules
        if route.slug in rule.routes
    }
    return sorted(journeys) + sorted(rules)


def _lock(by: User) -> None:
    if not is_administrator(by):
        raise NotAnAdministrator("Who hears of requests is an administrator's to say.")
    RoutingStamp.objects.select_for_update().get()


def _write(by: User, seen: str, change: Change) -> None:
    draft = _open_draft(by, seen)
    try:
        draft.document = change(Rules.model_validate(draft.document)).as_document()
    except ValidationError as error:
        raise RulesRefused([Fault("", str(one["msg"])) for one in error.errors()]) from error
    draft.save()


def _open_draft(by: User, seen: str) -> RuleSet:
    """The rules being written, as they were shown; begun from those in force where nobody had begun."""
    _lock(by)
    now = shown()
    _require_same(now, seen)
    if now.number is None:
        now.saved_by = by
        return now
    return RuleSet(
        document=now.document,
        default_destination=now.default_destination,
        based_on=now.number,
        saved_by=by,
    )


def _require_same(rule_set: RuleSet, seen: str) -> None:
    if version_of(rule_set) != seen:
        raise Stale("Somebody has changed the rules since you opened this page. Look at them again.")


def _require_not_named(destination: Destination, rule_set: RuleSet) -> None:
    which = "in force" if rule_set.number else "being written"
    if rule_set.default_destination_id == destination.pk:
        raise StillNeeded(
            f"What nothing else is for goes to {destination.name}, by the rules {which}. Choose another default first."
        )
    queue = destination.settings.get("queue") if destination.kind == "queue" else None
    for rule in Rules.model_validate(rule_set.document).rules:
        if destination.slug in rule.destinations or (queue and rule.queue == queue):
            raise StillNeeded(
                f"The rule “{rule.name}” ({which}) leads to {destination.name}. Change the rule first."
            )


def _destination_of_queue(queue: str) -> Destination:
    """The destination that is a queue of ours, made where there is none."""
    found = Destination.objects.filter(kind="queue", settings__queue=queue, retired_at=None).first()
    if found is not None:
        return found
    named = Queue.objects.select_related("team").get(slug=queue)
    slugs = (f"{queue[:40]}-queue{f'-{number}' if number > 1 else ''}" for number in count(1))
    slug = next(slug for slug in slugs if not Destination.objects.filter(slug=slug).exists())
    return Destination.objects.create(
        slug=slug,
        name=f"{named.name[:100]} (our queue)",
        kind="queue",
        settings={"queue": queue},
        team=named.team,
    )
