"""Contacts about no request: what was said goes once it has been kept for its time, and so does who it was. That there was
one stays, for the figures."""

from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q, QuerySet

from forms_engine.notices import erasing as notices
from forms_engine.requests.contacts import identity
from forms_engine.requests.customers.groups import family_of, head_id
from forms_engine.requests.data_life.people import forget
from forms_engine.requests.data_life.retention import PRACTICE_KEPT_FOR, before
from forms_engine.requests.data_life.rows import delete_locations
from forms_engine.requests.models import Contact, Customer, LegalHold, RetentionRule
from forms_engine.rounds import going_on

AT_ONCE = 500


def months_kept() -> int | None:
    """For how many months: ``CONTACT_MONTHS``, else as long as the longest rule of the council keeps a request; None while
    there is no rule at all, and nothing is erased by time."""
    longest: int | None = RetentionRule.objects.aggregate(longest=Max("months"))["longest"]
    return settings.CONTACT_MONTHS or longest


def due(now: datetime) -> QuerySet[Contact]:
    """The contacts about no request whose time is over and of which something is left, the oldest first. Not those of
    somebody on legal hold."""
    over = Q(is_practice=True, started_at__lt=now - PRACTICE_KEPT_FOR)
    months = months_kept()
    if months is not None:
        over |= Q(is_practice=False, started_at__lt=before(now, months))
    left = ~Q(note="", signposted_to="") | Q(customer__isnull=False) | Q(location__isnull=False)
    found = Contact.objects.filter(over, left, request=None, ended_at__isnull=False)
    # Who has no customer is on nobody's hold: "not in" alone would leave them out.
    return found.filter(Q(customer=None) | ~Q(customer__in=_held())).order_by("started_at", "pk")


def erase_due(now: datetime) -> int:
    """Empty what is due, so many in a transaction, and forget whoever has nothing else with us; answers how many there
    were.

    Raises:
        RoundNotWhole: when some of those people could not be forgotten.
    """
    erased = 0
    with going_on("forgetting whose contacts are over") as attempt:
        while some := list(due(now).values_list("pk", flat=True)[:AT_ONCE]):
            for customer_id in _empty(some, now):
                attempt(customer_id, partial(forget, customer_id))
            erased += len(some)
    return erased


@transaction.atomic
def _empty(ids: list[UUID], now: datetime) -> set[UUID]:
    """Empty those of these that are still due; answers whose they were."""
    # A hold of one of them waits for these rows, or this waits for the hold and then looks again.
    heads = {head_id(one) for one in Customer.objects.filter(contacts__in=ids)}
    list(Customer.objects.select_for_update(of=("self",)).filter(pk__in=heads).order_by("pk"))
    rows = list(due(now).filter(pk__in=ids).values_list("pk", "customer_id", "location_id"))
    still_due = [one for one, _, _ in rows]
    notices.delete(identity.OWNER_TYPE, [str(one) for one in still_due])
    found = Contact.objects.filter(pk__in=still_due)
    found.update(note="", signposted_to="", customer=None, location=None)
    delete_locations({location for _, _, location in rows if location is not None})
    return {customer for _, customer, _ in rows if customer is not None}


def _held() -> set[UUID]:
    """Everybody on legal hold, by every row of theirs."""
    holds = LegalHold.objects.filter(customer__isnull=False, lifted_at=None).select_related("customer")
    return {one for hold in holds if hold.customer for one in family_of(hold.customer)}
