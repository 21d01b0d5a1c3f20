"""What officers see of who acts for whom: of an agreement for services that they may not know of, nothing."""

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.requests.customers.selectors import customers_for
from forms_engine.requests.helping.selectors import services_to_name
from forms_engine.requests.models import ActingFor, Customer
from forms_engine.requests.selectors import of_services_open_to

_Named = ActingFor.services.through


def services_for(principal: Principal) -> QuerySet[Service]:
    """The services that an officer may limit an agreement to: those of which they may know that there are requests."""
    return services_to_name().filter(of_services_open_to(principal, ""))


def agreements_for(principal: Principal) -> QuerySet[ActingFor]:
    """The agreements of the customers that this officer may know of, but for those that name only services they may not
    know of. Of the services named, ``services`` holds those that they may."""
    known = Service.objects.filter(of_services_open_to(principal, ""))
    named = _Named.objects.filter(actingfor=OuterRef("pk"))
    shown = Q(is_limited=False) | Exists(named.filter(service__in=known.values("pk")))
    return (
        ActingFor.objects.filter(Q(shown), customer__in=customers_for(principal).values("pk"))
        .select_related("customer__user", "helper", "made_by", "ended_by")
        .prefetch_related(Prefetch("services", queryset=known.order_by("name")))
    )


def agreements_of(principal: Principal, customer: Customer) -> QuerySet[ActingFor]:
    """Those of one customer, the newest first."""
    return agreements_for(principal).filter(customer=customer).order_by("-made_at", "id")
