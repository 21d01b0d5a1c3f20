"""After a backup was restored: what had been erased since it was made is erased again, from the file outside the
database (``filing``)."""

from dataclasses import dataclass, field
from uuid import UUID

from forms_engine.requests.data_life import people
from forms_engine.requests.data_life.erasing import erase_request
from forms_engine.requests.data_life.filing import lines
from forms_engine.requests.data_life.kept import Kept, in_words
from forms_engine.requests.models import Customer, Erasure, Request, Tombstone


@dataclass(slots=True)
class Again:
    """What was found: how many requests and people had come back and are erased now, and which could not be, with why."""

    requests: int = 0
    people: int = 0
    kept: list[str] = field(default_factory=list)


def erase_again() -> Again:
    """Erase whatever was erased before and is there again. What is erased already is passed over; what may not be erased
    now (the backup says that it is unpaid, say) is answered with why, and is left to the next time.

    What it erases is written down once more; that does no harm.
    """
    done = Again()
    found = list(lines())
    requests = {UUID(one["request"]): one for one in found if "request" in one}
    for at in range(0, len(requests), 500):
        some = list(requests)[at : at + 500]
        for request_id in Request.objects.filter(pk__in=some, erased_at=None).values_list("pk", flat=True):
            line = requests[request_id]
            try:
                done.requests += erase_request(request_id, Tombstone.Because(line["because"]))
            except Kept as why:
                done.kept.append(f"{line['reference']}: {in_words(why.reasons)}")
    for line in found:
        if "customer" in line and _is_back(UUID(line["customer"])):
            if line["asked"] == people.BY_TIME:
                done.people += people.forget_if_nothing_is_left(UUID(line["customer"]))
                continue
            customer = Customer.objects.get(pk=line["customer"])
            asked = people.ask_erasure(customer, Erasure.Asked(line["asked"]), None)
            done.people += people.finish(asked.pk)
    return done


def _is_back(customer_id: UUID) -> bool:
    """Whether something is known of the customer again."""
    customer = Customer.objects.filter(pk=customer_id).first()
    return customer is not None and bool(
        customer.name
        or customer.email
        or customer.mobile
        or customer.phone
        or customer.needs
        or customer.user_id
        or customer.location_id
    )
