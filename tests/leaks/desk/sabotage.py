"""The product with one rule taken out: what the matrix must notice, on which addresses, and as whom.

Each line names the place where the product asks the rule. When the product moves it, the name is no longer there and the
test says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.db.models import Q

from forms_engine.requests.models import Request


def _every_request(principal: Any) -> Any:
    return Request.objects.all()


def _every_service(principal: Any, service: str = "service") -> Q:
    return Q(
        pk__isnull=False
    )  # not Q(): nothing said is nothing, and not everything, to what it is joined with


def _any_request(principal: Any, reference: str) -> Any:
    return (
        Request.objects.select_related("service__team", "queue", "customer", "location__ward")
        .filter(reference=reference)
        .first()
    )


def _always(*args: Any, **kwargs: Any) -> bool:
    return True


def _every_queue(principal: Any) -> Any:
    from forms_engine.catalogue.models import Queue

    return Queue.objects.select_related("team").order_by("name")


def _any_glass(principal: Any, reference: str) -> Any:
    from forms_engine.requests.models import BrokenGlass

    return BrokenGlass.objects.select_related("request__service__team").first()


def _all_glass(principal: Any) -> Any:
    from forms_engine.requests.models import BrokenGlass

    return BrokenGlass.objects.select_related("request__service", "by", "reviewed_by")


def _any_booking(request: Any, booking_uuid: Any) -> Any:
    from forms_engine.booking.models import Booking

    found = Booking.objects.select_related("slot__resource__kind").get(uuid=booking_uuid)
    return found, Request.objects.select_related("service").get(pk=found.owner_id)


def _all_casework(principal: Any) -> Any:
    from forms_engine.requests.models import Casework

    return Casework.objects.select_related("request__service", "request__queue__team", "councillor")


def _all_that_happened(casework: Any) -> Any:
    return list(casework.request.timeline.all())


def _all_services(principal: Any) -> Any:
    from forms_engine.catalogue.models import Service

    return list(Service.objects.filter(locale__language_code="en"))


def _all_merges(principal: Any, customer: Any) -> Any:
    from forms_engine.requests.models import CustomerMerge

    return CustomerMerge.objects.select_related("kept", "merged", "by")


def _whole_timeline(principal: Any, request: Any) -> Any:
    return request.timeline.select_related("actor")


def _whole_answers(principal: Any, request: Any, language: str) -> Any:
    from forms_engine.requests.answers import answer_rows

    return answer_rows(request, language)


@dataclass(frozen=True, slots=True)
class Sabotage:
    """``stand_in`` in the place of ``target``: ``person`` must then be shown something at an address that holds ``at``.
    Where a surface asks the rule twice, ``also`` names the second place."""

    person: str
    at: str
    target: str
    stand_in: Callable[..., Any]
    also: str = ""

    def __str__(self) -> str:
        return f"{self.target} as {self.person}"

    def apply(self, patch: pytest.MonkeyPatch) -> None:
        """Take the rule out until the patch is undone."""
        for place in filter(None, (self.target, self.also)):
            patch.setattr(place, self.stand_in)


_SELECTORS = "forms_engine.requests.selectors"
_OUTSIDE = "forms_engine.requests.outside"

SABOTAGES = [
    # The one rule of who sees which requests, where each surface asks it.
    Sabotage("officer-beta", "/workplace/requests/", f"{_SELECTORS}.requests_for", _every_request),
    Sabotage("officer-beta", "/workplace/requests/", f"{_SELECTORS}.of_services_open_to", _every_service),
    Sabotage("officer-of-no-team", "/deliveries/", "workplace.delivery_log.request_for", _any_request),
    Sabotage("officer-beta", "/files/", "workplace.request_page.finding.request_for", _any_request),
    Sabotage(
        "officer-beta",
        "/workplace/queues/",
        "workplace.queues.listing.listed_for",
        _every_request,
        also="workplace.queues.listing.requests_for",
    ),
    Sabotage("Bob", "/account/requests/", "portal.lists.own", _every_request),
    Sabotage("Bob", "/account/", "portal.home.own", _every_request),
    Sabotage("Bob", "/requests/", "portal.showing.request_for", _any_request),
    Sabotage(
        "officer-alpha",
        "/workplace/requests/",
        "forms_engine.requests.duplicates.requests_for",
        _every_request,
    ),
    Sabotage(
        "officer-alpha", "/workplace/requests/", "forms_engine.requests.nearby.requests_for", _every_request
    ),
    Sabotage(
        "officer-alpha",
        "/workplace/requests/",
        "forms_engine.requests.coming_back.requests_for",
        _every_request,
    ),
    # Teams outside.
    Sabotage("fen-member", "/workplace/requests/", "workplace.outside.one.request_for", _any_request),
    Sabotage(
        "wold-member", "/workplace/requests/", "workplace.outside.one.timeline_outside", _whole_timeline
    ),
    Sabotage("wold-member", "/workplace/requests/", "workplace.outside.one.answers_for", _whole_answers),
    Sabotage("wold-member", "/workplace/requests/", "workplace.outside.one.sees_customer", _always),
    # Broken glass.
    Sabotage("officer-beta", "/workplace/glass/requests/", "workplace.glass.reading.glass_on", _any_glass),
    Sabotage("officer-beta", "/workplace/glass/reviews/", "workplace.glass.reviewing.glass_for", _all_glass),
    # The desk: whom one may know of, their requests, and what was said to them.
    Sabotage("officer-beta", "/workplace/desk/", "workplace.desk.history.requests_for", _every_request),
    Sabotage(
        "officer-beta",
        "/workplace/desk/",
        "forms_engine.requests.customers.selectors.requests_for",
        _every_request,
    ),
    Sabotage(
        "officer-beta",
        "/workplace/desk/",
        "forms_engine.requests.contacts.selectors.of_services_open_to",
        _every_service,
    ),
    Sabotage("officer-alpha", "/workplace/desk/customers/", "workplace.desk.customer.merges_of", _all_merges),
    # What is found by what somebody says.
    Sabotage(
        "officer-beta", "/workplace/find/", "forms_engine.requests.finding.requests_for", _every_request
    ),
    # Appointments.
    Sabotage("booking-officer", "/workplace/bookings/", "workplace.bookings.one.found_for", _any_booking),
    # The duty desk, and councillors.
    Sabotage("officer-beta", "/workplace/duty/", "workplace.duty.triage.request_for", _any_request),
    Sabotage(
        "lead-beta", "/workplace/duty/thresholds/", "workplace.duty.thresholds.services_to_set", _all_services
    ),
    Sabotage(
        "another-councillor",
        "/workplace/casework/",
        "workplace.councillors.casework.casework_for",
        _all_casework,
    ),
    Sabotage(
        "councillor", "/workplace/casework/", "workplace.councillors.casework.news_of", _all_that_happened
    ),
    # Those who do not read requests: money, operations.
    Sabotage("finance", "/workplace/finance/", "forms_engine.requests.seeing_to.known_to", _every_service),
    Sabotage(
        "administrator", "/workplace/operations/", "forms_engine.requests.seeing_to.known_to", _every_service
    ),
    Sabotage(
        "administrator",
        "/workplace/operations/messages/",
        "forms_engine.requests.inward.for_people.known_to",
        _every_service,
    ),
]
