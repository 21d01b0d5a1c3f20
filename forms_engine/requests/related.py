"""The other requests that an officer should know of who works on one, as far as they may see them."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from audiences.principal import Principal
from forms_engine.requests.customers.groups import family_of
from forms_engine.requests.customers.locations import ids_of_same
from forms_engine.requests.models import Request
from forms_engine.requests.selectors import requests_for

MOST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Related:
    """``split_from`` and ``split_into``: what it was taken out of, and what was taken out of it. Of the same customer, and
    about the same Location, the newest ``MOST_SHOWN`` each; ``more_of_customer`` and ``more_at_location`` say that there are
    others."""

    split_from: Request | None
    split_into: tuple[Request, ...]
    of_customer: tuple[Request, ...]
    more_of_customer: bool
    at_location: tuple[Request, ...]
    more_at_location: bool

    def __bool__(self) -> bool:
        return bool(self.split_from or self.split_into or self.of_customer or self.at_location)


def related_to(principal: Principal, request: Request) -> Related:
    """What is related to a request that the caller has found through a selector. Five queries at most, however much there
    is."""
    visible = requests_for(principal).exclude(pk=request.pk).select_related("service")
    parts = list(_parts(visible, request))
    others = visible.exclude(pk__in=[one.pk for one in parts])  # each is named once
    of_customer = _newest(others.filter(customer__in=family_of(request.customer)))
    at_location = (
        _newest(others.filter(location__in=ids_of_same(request.location))) if request.location else []
    )
    return Related(
        split_from=next((one for one in parts if one.pk == request.split_from_id), None),
        split_into=tuple(one for one in parts if one.split_from_id == request.pk),
        of_customer=tuple(of_customer[:MOST_SHOWN]),
        more_of_customer=len(of_customer) > MOST_SHOWN,
        at_location=tuple(at_location[:MOST_SHOWN]),
        more_at_location=len(at_location) > MOST_SHOWN,
    )


def _parts(visible: QuerySet[Request], request: Request) -> QuerySet[Request]:
    wanted = Q(split_from=request.pk)
    if request.split_from_id:
        wanted |= Q(pk=request.split_from_id)
    return visible.filter(wanted).order_by("created_at", "pk")[:20]


def _newest(requests: QuerySet[Request]) -> list[Request]:
    return list(requests.order_by("-created_at", "id")[: MOST_SHOWN + 1])
