"""Reading customers, always as somebody. One who is known only by what a principal may not see is not there for it."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.locations.models import Location
from forms_engine.requests.contacts.selectors import contacts_for
from forms_engine.requests.customers.groups import family_of as family_of
from forms_engine.requests.customers.groups import group_of, head_id
from forms_engine.requests.models import Contact, Customer, CustomerChange, Request
from forms_engine.requests.selectors import is_officer, requests_for


def customers_for(principal: Principal) -> QuerySet[Customer]:
    """Every customer that this principal may know of: to officers, on the intranet, whoever has a request or a contact
    that they may see, and whoever an officer wrote down and has neither. Nobody else knows of any."""
    if principal.user is None or not is_officer(principal) or STAFF not in principal.keys:
        return Customer.objects.none()
    theirs = OuterRef("pk")
    untold = (
        ~Exists(Request.objects.filter(customer=theirs))
        & ~Exists(Contact.objects.filter(customer=theirs))
        & Exists(CustomerChange.objects.filter(customer=theirs, made=True))
    )
    known = (
        Q(Exists(requests_for(principal).filter(customer=theirs).order_by()))
        | Q(Exists(contacts_for(principal).filter(customer=theirs).order_by()))
        | Q(untold)
    )
    return Customer.objects.filter(known, is_practice=principal.practising)


def customer_for(principal: Principal, customer_id: UUID) -> Customer | None:
    """One customer by their id; None where this principal may not know of them."""
    return customers_for(principal).select_related("user", "location").filter(pk=customer_id).first()


def known_family(principal: Principal, customer: Customer) -> list[Customer]:
    """Of the customer's group, whom this principal may know of, the one that stands for all first (where it is one of
    them). The caller has found the customer through a selector."""
    found = customers_for(principal).filter(pk__in=group_of(customer).values("pk"))
    head = head_id(customer)
    return sorted(found.select_related("user", "location"), key=lambda one: (one.pk != head, str(one.pk)))


def requests_of(principal: Principal, customer: Customer) -> QuerySet[Request]:
    """The requests of a customer, and of whoever was found to be the same person, the newest first."""
    mine = requests_for(principal).filter(customer__in=family_of(customer))
    return mine.select_related("service", "queue", "location").order_by("-created_at", "id")


def locations_for(principal: Principal) -> QuerySet[Location]:
    """Every location that this principal may know of: of a request or a contact that they may see, or where a customer
    lives whom they may know of."""
    if principal.user is None or not is_officer(principal) or STAFF not in principal.keys:
        return Location.objects.none()
    here = OuterRef("pk")
    return Location.objects.filter(
        Q(Exists(requests_for(principal).filter(location=here).order_by()))
        | Q(Exists(contacts_for(principal).filter(location=here).order_by()))
        | Q(Exists(customers_for(principal).filter(location=here).order_by()))
    )


def location_for(principal: Principal, location_id: int) -> Location | None:
    """One location by its id; None where this principal may not know of it."""
    return locations_for(principal).select_related("ward").filter(pk=location_id).first()
