"""After a backup was restored: what had been erased since it was made is erased again, from the file outside the
database (``filing``)."""

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import DatabaseError
from django.db.models import Q

from forms_engine.failures import log_failure
from forms_engine.requests.data_life import people
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.filing import lines
from forms_engine.requests.data_life.kept import Kept, in_words
from forms_engine.requests.models import Customer, Erasure, Request, Tombstone

AT_ONCE = 500

# Something is known of a customer.
_KNOWN = (
    ~Q(name="", email="", mobile="", phone="", needs="") | Q(user__isnull=False) | Q(location__isnull=False)
)

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Again:
    """What was found: how many requests and people had come back and are erased now, and which could not be, with why."""

    requests: int = 0
    people: int = 0
    kept: list[str] = field(default_factory=list)


def erase_again() -> Again:
    """Erase whatever was erased before and is there again. What is erased already is passed over; what may not be erased
    now (the backup says that it is unpaid, say) is answered with why, and is left to the next time; and one that something
    goes wrong with holds nothing else up.

    What it erases is written down once more; that does no harm.
    """
    done = Again()
    found = list(lines())
    requests = {UUID(one["request"]): one for one in found if "request" in one}
    for some in _batches(requests):
        there = Request.objects.filter(pk__in=some, erased_at=None)
        for request_id in list(there.values_list("pk", flat=True)):
            _erase_request(request_id, requests[request_id], done)
    customers = {UUID(one["customer"]): one for one in found if "customer" in one}
    for some in _batches(customers):
        for customer_id in list(Customer.objects.filter(_KNOWN, pk__in=some).values_list("pk", flat=True)):
            _erase_person(customer_id, customers[customer_id]["asked"], done)
    return done


def _batches(ids: Mapping[UUID, object]) -> Iterator[list[UUID]]:
    wanted = list(ids)
    for at in range(0, len(wanted), AT_ONCE):
        yield wanted[at : at + AT_ONCE]


def _erase_request(request_id: UUID, line: Mapping[str, Any], done: Again) -> None:
    try:
        done.requests += erase_request(request_id, Tombstone.Because(line["because"]))
    except Kept as why:
        done.kept.append(f"{line['reference']}: {in_words(why.reasons)}")
    except DatabaseError as error:
        log_failure(logger, f"request {request_id} could not be erased again", error)
        done.kept.append(f"{line['reference']}: something went wrong")


def _erase_person(customer_id: UUID, asked: str, done: Again) -> None:
    # Those who were found to be one person are erased together, by the first of them.
    customer = Customer.objects.filter(_KNOWN, pk=customer_id).first()
    if customer is None:
        return
    try:
        if asked == people.BY_TIME:
            done.people += people.forget_if_nothing_is_left(customer_id)
        else:
            done.people += people.finish(people.ask_erasure(customer, Erasure.Asked(asked), None).pk)
    except (Kept, DatabaseError) as error:
        log_failure(logger, f"customer {customer_id} could not be erased again", error)
