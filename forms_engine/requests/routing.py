"""Who hears of a request: what ``delivery.routing`` is told of it, and what follows."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from audiences.principal import Principal
from forms_engine.catalogue.models import Queue
from forms_engine.catalogue.selectors import definition_of
from forms_engine.definition.document import Definition
from forms_engine.delivery import services as delivery
from forms_engine.delivery.routing import RoutingFacts, decide
from forms_engine.delivery.routing.loading import newest, target_of
from forms_engine.delivery.routing.recording import record_decision
from forms_engine.requests.models import Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.payload import RECEIVED
from forms_engine.requests.selectors import queue_for, requests_for
from forms_engine.runtime.conditions import holds


def facts_of(request: Request, definition: Definition, named: Iterable[str]) -> RoutingFacts:
    """What the rules look at. ``named`` are the routes that its journey names for its answers. Days and times are those
    of sending, whenever it is asked."""
    return RoutingFacts(
        definition=definition,
        journey=definition.slug,
        service=request.service.slug,
        answers=answers_and_facts(request),
        named=tuple(named),
        areas=tuple(request.location.area_codes) if request.location else (),
        channel=request.channel,
        at=request.created_at,
        language=request.language,
        is_practice=request.journey_version is not None and request.journey_version.journey.is_practice,
        to_tests=request.is_practice,
    )


def route(request: Request, definition: Definition, named: Iterable[str]) -> None:
    """Decide who hears of a request that has just been made, write down why, and hold a delivery for each; in the
    caller's transaction."""
    facts = facts_of(request, definition, named)
    decision = decide(facts)
    record_decision(decision, owner_type=OWNER_TYPE, owner_id=str(request.id), areas=facts.areas)
    if request.is_practice and not decision.destinations:
        return  # a house without a queue of its own: nobody hears of practice
    delivery.hold(
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        subject=RECEIVED,
        destinations=decision.destinations,
    )


def facts_again(request: Request) -> RoutingFacts:
    """What the rules look at in a request that exists: as it was sent, on the day that it was sent.

    Raises:
        ValueError: for one that began in another system.
    """
    if request.journey_version_id is None:
        raise ValueError("A request that began in another system is not routed by rules.")
    definition = definition_of(request.journey_version_id)
    answers, day = answers_and_facts(request), timezone.localdate(request.created_at)
    named = [
        name
        for name in definition.routes
        if (when := definition.routes_when.get(name)) is None or holds(when, definition, answers, day)
    ]
    return facts_of(request, definition, named)


def answers_and_facts(request: Request) -> dict[str, Any]:
    """What was answered and what was looked up for it, by their keys, as a journey's conditions see them."""
    looked_up = {key: value for kept in request.facts for key, value in kept["values"].items()}
    return {**looked_up, **request.answers}


def waiting_to_be_routed(principal: Principal) -> tuple[Queue, QuerySet[Request]] | None:
    """The unfinished requests that nothing was for, and the queue of ours where they wait; None where this principal has
    no business in it, or where they go to somebody else."""
    queue = queue_for(principal, target_of(newest().default_destination).queue)
    if queue is None:
        return None
    return queue, requests_for(principal).filter(queue=queue, finished_at=None)
