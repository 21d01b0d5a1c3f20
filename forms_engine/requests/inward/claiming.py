"""Putting a request in its customer's account, once they have shown that it is theirs.

An address that matches proves nothing: anybody can type one, and a back office writes down what it was told. What proves
it is the one-time code sent to the contact on the request (``access``): whoever has opened the request with one and is
signed in may add it. Who has shown that an address is theirs adds what was sent with it all at once (``claiming_all``).
"""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.models import User
from forms_engine.requests.contacts.recording import follow_claimed
from forms_engine.requests.customers.groups import head_id
from forms_engine.requests.customers.of_account import customer_of_account
from forms_engine.requests.data_life.holds import carry_over
from forms_engine.requests.models import ActingFor, Contact, Customer, Request, TimelineEntry
from forms_engine.requests.telling import tell_customer, write_entry


class NotClaimable(ValueError):
    """The request is in an account already, or was sent for somebody else."""


@transaction.atomic
def claim(request_id: UUID, *, user: User) -> Request:
    """Put a request that the caller opened with a code in their account, and write to the address on it that this was
    done. Doing it again changes nothing.

    Raises:
        NotClaimable: when it is in another account, or ``user`` sent it for somebody who has none: it is that person's.
    """
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    # Who stands for them first, as whoever puts them on hold, merges or erases them does.
    lock_heads([request.customer])
    owner = Customer.objects.select_for_update(of=("self",)).get(pk=request.customer_id)
    if owner.user_id == user.pk:
        return request
    if owner.user_id is not None:
        raise NotClaimable("This request is in another account.")
    if not may_claim(request, user):
        raise NotClaimable("This request was sent for somebody else.")
    # Where the person has no customer yet, the request's becomes theirs, if that is all there is of it: what else
    # officers wrote down of somebody is not shown by a code for one request.
    if not Customer.objects.filter(user=user).exists() and _has_only(owner, request):
        owner.user = user
        owner.save(update_fields=["user"])
    else:
        put_with(customer_of_account(user), request)
    write_entry(request, TimelineEntry.Kind.CLAIMED, shown=True, actor=user)
    tell_customer(request, "request.claimed", {})
    return request


def lock_heads(customers: Iterable[Customer]) -> None:
    """Lock the rows that stand for these customers to the end of the caller's transaction, in the house's order."""
    heads = {head_id(one) for one in customers}
    list(Customer.objects.select_for_update(of=("self",)).filter(pk__in=heads).order_by("pk"))


def put_with(own: Customer, request: Request) -> None:
    """Make a request the customer's own, with the contacts about it; what is on legal hold stays so. The caller holds its
    lock, and that of whoever stands for its customer."""
    before = request.customer
    request.customer = own
    request.save(update_fields=["customer"])
    follow_claimed(request, before=before.pk)
    carry_over(request, before)


def may_claim(request: Request, user: User | None = None) -> bool:
    """Whether it is there, in nobody's account yet and, where ``user`` is given, they did not send it for somebody else."""
    if request.customer.user_id is not None or request.erased_at is not None:
        return False
    return user is None or not Request.objects.filter(sent_by(user), pk=request.pk).exists()


def sent_by(user: User) -> Exists:
    """Of requests: those that somebody sent signed in. What they sent for themselves is in their account."""
    first = TimelineEntry.objects.filter(request=OuterRef("pk"), number=1)
    return Exists(first.filter(kind=TimelineEntry.Kind.SUBMITTED, actor=user))


def _has_only(owner: Customer, request: Request) -> bool:
    """Whether a customer is known by this one request and by nothing else: no officer wrote anything down of them, and
    nobody may act for them."""
    return not (
        owner.merged_into_id
        or owner.changes.exists()
        or ActingFor.objects.filter(customer=owner).exists()
        or Customer.objects.filter(merged_into=owner).exists()
        or Request.objects.filter(customer=owner).exclude(pk=request.pk).exists()
        or Contact.objects.filter(customer=owner).exclude(request=request).exists()
    )
