"""What the portal remembers of an erased request or person: nothing."""

from uuid import UUID

from accounts.models import User
from forms_engine.requests.models import Customer, Erasure
from portal.models import Look
from portal.updates import keeping


def erase_of_request(request_id: UUID) -> None:
    """Delete who had read how far, in the caller's transaction."""
    Look.objects.filter(request=request_id).delete()


def erase_of_person(customers: list[UUID]) -> None:
    """Delete what the person had read and, where they asked to be forgotten, the updates that their addresses get, in the
    caller's transaction. Those are no part of any request: they go on when the last one is erased by time."""
    Look.objects.filter(user__customer__in=customers).delete()
    if not Erasure.objects.filter(customer__in=customers).exists():
        return
    addresses = {
        *Customer.objects.filter(pk__in=customers).values_list("email", flat=True),
        *User.objects.filter(customer__in=customers).values_list("email", flat=True),
    }
    keeping.erase([one for one in addresses if one])
