"""Does it look as if a program had sent this? Marks, never a refusal, and no puzzle for anybody to solve.

A box that people do not see is mark enough. Everything else happens to people as well (many share one address in a
library or on a phone network; a form can be filled in fast; somebody has three links to send), so that it takes two
such marks. What is marked is kept back until an officer has looked (``requests.suspected``).

Addresses are not kept: a network is counted under a hash of its prefix whose salt is deleted with the day's.
"""

import hashlib
import hmac
import ipaddress
import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import connection
from django.http import HttpRequest
from django.utils import timezone

from accounts.throttle import network_of
from audiences.keys import PUBLIC
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.measures import salt_of
from forms_engine.journeys.models import Submission
from forms_engine.runtime.evaluate import Evaluation

# The box's name: no question's key has an underscore.
HONEYPOT = "say_more"

ENOUGH = 2  # points
SECONDS_PER_PAGE = 2  # what reading a page and answering it takes at the very least
REQUESTS_PER_NETWORK = 100  # a day; a library's and a phone network's people share one
REQUESTS_PER_ADDRESS = 20  # a day: as many letters as anybody may have sent to an address of somebody else's
MANY_LINKS, FLOOD_OF_LINKS = 3, 10

LINK = re.compile(r"https?://|www\.|\[url|<a\s", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signals:
    """What the request that sends a journey says about its sender."""

    honeypot: bool = False
    is_program: bool = False
    busy_network: bool = False


def signals_of(request: HttpRequest, submission: Submission, *, is_program: bool = False) -> Signals | None:
    """The signals of a request that is about to send this submission, counted towards its network's budget. None for
    those who are never marked: people who have signed in, staff and partners. ``is_program``: it comes through the
    API, where being quick means nothing.

    Call it outside any transaction: the count of a network is one row for all who share it.
    """
    if submission.user_id is not None or submission.audience != PUBLIC:
        return None
    return Signals(
        honeypot=bool(request.POST.get(HONEYPOT)) and not is_program,
        is_program=is_program,
        busy_network=_count(network_of(request)) > REQUESTS_PER_NETWORK,
    )


def marks_of(submission: Submission, evaluation: Evaluation, signals: Signals | None) -> list[str]:
    """Why this submission should be looked at before it goes anywhere (codes of ``requests.suspected.MARKS``);
    empty for all that should just be received."""
    if signals is None:
        return []
    points: dict[str, int] = {}
    if signals.honeypot:
        points["honeypot"] = ENOUGH
    if not signals.is_program and _seconds(submission) < SECONDS_PER_PAGE * _pages(evaluation):
        points["too-quick"] = 1
    links = sum(len(LINK.findall(text)) for text in _texts(evaluation))
    if links >= MANY_LINKS:
        points["links"] = ENOUGH if links >= FLOOD_OF_LINKS else 1
    if signals.busy_network:
        points["busy-network"] = 1
    # Each would send a letter to an address that nobody has shown to be theirs.
    address = _address(submission, evaluation)
    if address and _counted(f"address {address}") > REQUESTS_PER_ADDRESS:
        points["busy-address"] = ENOUGH
    return list(points) if sum(points.values()) >= ENOUGH else []


def _seconds(submission: Submission) -> float:
    return (timezone.now() - submission.created_at).total_seconds()


def _pages(evaluation: Evaluation) -> int:
    return sum(1 for state in evaluation.path if state.questions)


def _texts(evaluation: Evaluation) -> Iterator[str]:
    """What somebody typed in their own words: website questions ask for a link."""
    for state in evaluation.path:
        for question in state.questions:
            answer = state.answers.get(question.key)
            if question.type in {"short_text", "long_text"} and isinstance(answer, str):
                yield answer


def _address(submission: Submission, evaluation: Evaluation) -> str:
    """The email address that a confirmation would go to."""
    key = definition_of(submission.version_id).contact.email
    return str(evaluation.answers.get(key) or "").lower() if key else ""


def _count(network: str) -> int:
    """How many requests came from this network today, with this one. An address that is not public is no network's:
    it is a proxy of our own, which everybody comes through."""
    prefix = _prefix(network)
    if prefix is None:
        return 0
    return _counted(f"network {prefix}")


def _counted(what: str) -> int:
    """How many requests there were today with this in common, with this one."""
    today = timezone.localdate()
    digest = hmac.new(salt_of(today), what.encode(), hashlib.sha256).hexdigest()[:32]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into journeys_networkday (day, network, requests) values (%s, %s, 1) "
            "on conflict (day, network) do update set requests = journeys_networkday.requests + 1 "
            "returning requests",
            [today, digest],
        )
        return int(cursor.fetchone()[0])


def _prefix(network: str) -> str | None:
    try:
        address = ipaddress.ip_network(network).network_address
    except ValueError:
        return None
    if not address.is_global:
        return None
    return str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False))
