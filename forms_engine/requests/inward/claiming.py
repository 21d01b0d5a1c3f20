"""Putting a request in its customer's account, once they have shown that it is theirs.

An address that matches proves nothing: anybody can type one, and a back office writes down what it was told. What proves
it is the one-time code sent to the contact on the request (``access``); whoever has opened the request with one and is
signed in may add it.
"""

from uuid import UUID

from django.db import transaction

from accounts.models import User
from forms_engine.requests.contacts.recording import follow_claimed
from forms_engine.requests.models import Customer, Request, TimelineEntry
from forms_engine.requests.telling import tell_customer, write_entry


class NotClaimable(ValueError):
    """The request is in an account already."""


@transaction.atomic
def claim(request_id: UUID, *, user: User) -> Request:
    """Put a request that the caller opened with a code in their account, and write to the address on it that this was
    done. Doing it again changes nothing.

    Raises:
        NotClaimable: when it is in another account.
    """
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    owner = Customer.objects.get(pk=request.customer_id)
    if owner.user_id == user.pk:
        return request
    if owner.user_id is not None:
        raise NotClaimable("This request is in another account.")
    # The person's one customer; where they have none yet, the request's becomes it.
    own = Customer.objects.filter(user=user).first()
    if own is None:
        owner.user = user
        owner.save(update_fields=["user"])
    else:
        request.customer = own
        request.save(update_fields=["customer"])
        follow_claimed(request, before=owner.pk)
    write_entry(request, TimelineEntry.Kind.CLAIMED, shown=True, actor=user)
    tell_customer(request, "request.claimed", {})
    return request


def may_claim(request: Request) -> bool:
    """Whether it is in nobody's account yet."""
    return request.customer.user_id is None
