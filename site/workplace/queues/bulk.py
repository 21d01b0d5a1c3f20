"""Doing one thing to many requests: each in a transaction of its own, checked by itself, and answered for by itself."""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from audiences.principal import Principal
from forms_engine.failures import log_failure
from forms_engine.requests import assigning, handing_on, services
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.selectors import request_for
from forms_engine.requests.states import NotAllowed, StateRefused
from forms_engine.requests.telling import hears_of_state
from workplace.queues.ticks import Tick

logger = logging.getLogger(__name__)

Said = Mapping[str, Any]
ALREADY = "You had done this already: nothing was done twice."


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done to many. ``asks``: there is more to say first; ``writes``: customers are written to."""

    label: str
    done: str
    asks: bool = False
    writes: bool = False


ACTIONS: dict[str, Action] = {
    "take": Action("Take", "It is yours."),
    "give": Action("Give to a colleague", "Given.", asks=True),
    "put-back": Action("Put back", "Put back: nobody has it."),
    "hand-on": Action("Hand on to another queue", "Handed on.", asks=True),
    "state": Action("Set the state", "Set.", asks=True, writes=True),
    "close": Action("Close with words", "Closed.", asks=True, writes=True),
}


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it for one request: its title where it is shown, whether it was done, and in words what or why not."""

    reference: str
    title: str
    was_done: bool
    words: str


def do_to_many(principal: Principal, action: str, ticks: Sequence[Tick], said: Said) -> list[Done]:
    """Do the action to each of them, in their order. What is refused or fails of one stops none of the others."""
    return [_do_to_one(principal, action, tick, said) for tick in ticks]


def _do_to_one(principal: Principal, action: str, tick: Tick, said: Said) -> Done:
    request = request_for(principal, tick.reference)
    if request is None:
        return Done(tick.reference, "", was_done=False, words="There is no such request for you any more.")
    try:
        words = _VERBS[action](principal, request, tick, said) or ACTIONS[action].done
    except (NotAllowed, StateRefused, ValueError) as refused:
        return Done(request.reference, request.title, was_done=False, words=str(refused))
    except Exception as error:  # a mistake of ours: the others have their turn, and this one is told of
        if not connection.is_usable():
            raise
        log_failure(logger, f"{action} failed for {request.pk}", error)
        words = "Something went wrong with this one, so nothing was changed. Open it and try there."
        return Done(request.reference, request.title, was_done=False, words=words)
    return Done(request.reference, request.title, was_done=True, words=words)


def _take(principal: Principal, request: Request, tick: Tick, said: Said) -> str:
    # Nothing is taken from anybody in passing: that is done on its own page.
    assigning.take(principal, request.pk, "")
    return ""


def _give(principal: Principal, request: Request, tick: Tick, said: Said) -> str:
    to = said["to"]
    assigning.give(
        principal, request.pk, to, tick.holder, why=said["why"], although_away=said["although_away"]
    )
    return f"{to.name} has it."


def _put_back(principal: Principal, request: Request, tick: Tick, said: Said) -> str:
    if request.assigned_to_id is None:
        return "Nobody had it."
    assigning.put_back(principal, request.pk, tick.holder)
    return ""


def _hand_on(principal: Principal, request: Request, tick: Tick, said: Said) -> str:
    queue = said["queue"]
    if request.queue_id == queue.pk:
        return f"It is in {queue.name} already."
    handing_on.hand_on(principal, request.pk, to=queue.slug, why=said["why"], seen=tick.queue)
    return f"It is in {queue.name} now."


def _set_state(principal: Principal, request: Request, tick: Tick, said: Said) -> str:
    to, message = said["state"], said["message"]
    if tick.state != to and _has_done(principal, request, to, message):
        return ALREADY
    services.set_state(principal, request.pk, to=to, message=message, seen=tick.state, read=tick.read)
    if hears_of_state(request, to):
        return "Set, and its customer is told."
    has_address = request.email or request.mobile
    return (
        f"Set. {'Its customer reads it on its page.' if has_address else 'It gave no address to write to.'}"
    )


def _has_done(principal: Principal, request: Request, to: str, message: str) -> bool:
    """Whether the newest thing about a request is that this person set it so, with these words: a click repeated."""
    last = request.timeline.order_by("-number").first()
    did = (TimelineEntry.Kind.STATE, to, message.strip(), principal.user.pk if principal.user else None)
    return last is not None and (last.kind, last.state, last.message, last.actor_id) == did


_VERBS: dict[str, Callable[[Principal, Request, Tick, Said], str]] = {
    "take": _take,
    "give": _give,
    "put-back": _put_back,
    "hand-on": _hand_on,
    "state": _set_state,
    "close": _set_state,
}
