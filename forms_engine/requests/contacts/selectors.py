"""Reading contacts, always as somebody. What a principal may not see is not there for it: no row, no count."""

from uuid import UUID

from django.db.models import Q, QuerySet

from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.locations.models import Location
from forms_engine.requests.customers.groups import family_of
from forms_engine.requests.customers.locations import ids_of_same
from forms_engine.requests.models import Contact, Customer
from forms_engine.requests.selectors import is_officer, of_services_open_to


def contacts_for(principal: Principal) -> QuerySet[Contact]:
    """Every contact that this principal may see: to officers, on the intranet, those about no service and those about a
    service whose requests they may see. Nobody else sees any. Who practises sees practice, and nothing else."""
    if principal.user is None or not is_officer(principal) or STAFF not in principal.keys:
        return Contact.objects.none()
    shown = Q(service__isnull=True) | of_services_open_to(principal)
    return Contact.objects.filter(shown, is_practice=principal.practising)


def contacts_of(principal: Principal, customer: Customer) -> QuerySet[Contact]:
    """The contacts with a customer, and with whoever was found to be the same person, the newest first. The caller has
    found the customer through a selector."""
    return _newest_first(contacts_for(principal).filter(customer__in=family_of(customer)))


def contacts_at(principal: Principal, location: Location) -> QuerySet[Contact]:
    """The contacts about where a location is, the newest first."""
    return _newest_first(contacts_for(principal).filter(location__in=ids_of_same(location)))


def contacts_about(principal: Principal, request_id: UUID) -> QuerySet[Contact]:
    """The contacts about a request that the caller has found through a selector, the newest first."""
    return _newest_first(contacts_for(principal).filter(request=request_id))


def _newest_first(contacts: QuerySet[Contact]) -> QuerySet[Contact]:
    return contacts.select_related("service", "request", "officer", "line", "handed_to").order_by(
        "-started_at", "id"
    )
