"""Reading requests by Open311: what anybody may, and what those who filed a report may.

Anybody reads of a request only that it exists, how it stands and roughly where, and only where an administrator has said
so for its journey (``Open311Offer.shows``). Nobody ever reads who reported, what they wrote, or an address. Requests of a
team-only or restricted service, of a practice journey, or held back, are not there.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from forms_engine.catalogue.models import Service
from forms_engine.journeys.open311.models import Open311Comment, Open311Key, Open311Offer
from forms_engine.journeys.open311.refusals import Refusal
from forms_engine.requests.models import Request, TimelineEntry
from forms_engine.requests.references import read_reference
from forms_engine.requests.states import FINISHED, RequestState
from forms_engine.requests.wording import StateWords

OPEN, CLOSED = "open", "closed"
LONGEST_SPAN = timedelta(days=90)
MOST = 1000  # requests, or updates, of one answer; the specification's own limit
COARSE_DECIMALS = 3  # of a degree: about 110 by 70 metres

# A state in the words of FixMyStreet's extension, which has more than open and closed.
EXTENDED = {
    RequestState.RECEIVED: "open",
    RequestState.SUSPECTED: "open",
    RequestState.AWAITING_PAYMENT: "open",
    RequestState.IN_PROGRESS: "in_progress",
    RequestState.WAITING: "investigating",
    RequestState.RESOLVED: "fixed",
    RequestState.CLOSED: "closed",
    RequestState.CANCELLED: "no_further_action",
}


# What of a request's timeline is its customer's own: their words, their account, their letters and files.
OWN_TO_CUSTOMER = (
    TimelineEntry.Kind.SUBMITTED,
    TimelineEntry.Kind.FROM_CUSTOMER,
    TimelineEntry.Kind.CLAIMED,
    TimelineEntry.Kind.LETTER,
    TimelineEntry.Kind.FILE_DELETED,
)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which requests are wanted. ``ids`` go before all the others."""

    ids: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None
    statuses: frozenset[str] = frozenset()
    page: int = 1
    page_size: int = MOST


def readable(key: Open311Key | None) -> QuerySet[Request]:
    """Every request that whoever holds this key may read, or anybody without one."""
    shown = Q(
        journey_version__journey__open311__shows__in=[Open311Offer.Shows.COARSE, Open311Offer.Shows.EXACT]
    )
    may = (
        shown & Q(received_at__isnull=False) & Q(journey_version__journey__audience_keys__contains=["public"])
    )
    if key is not None:
        may |= Q(open311_filing__key=key)
    return (
        Request.objects.filter(
            may,
            service__openness=Service.Openness.OPEN,
            journey_version__journey__is_practice=False,
            is_practice=False,
        )
        .select_related("service", "location", "open311_filing", "journey_version__journey__open311")
        .defer("answers", "journey_version__document")
    )


def requests_by(key: Open311Key | None, filters: Filters) -> list[Request]:
    """The requests wanted, newest first."""
    found = readable(key)
    if filters.ids:
        found = found.filter(reference__in=_references(filters.ids))
    else:
        start, end = span(filters.start, filters.end)
        found = found.filter(created_at__gte=start, created_at__lte=end)
        if filters.codes:
            found = found.filter(journey_version__journey__slug__in=filters.codes)
        if filters.statuses == {OPEN}:
            found = found.exclude(state__in=FINISHED)
        elif filters.statuses == {CLOSED}:
            found = found.filter(state__in=FINISHED)
    first = (filters.page - 1) * filters.page_size
    return list(_dated(found).order_by("-created_at", "id")[first : first + filters.page_size])


def request_by(key: Open311Key | None, reference: str) -> Request | None:
    """One request by its service_request_id, however that is spaced."""
    return _dated(readable(key).filter(reference=read_reference(reference) or "")).first()


def own_request(key: Open311Key, reference: str) -> Request | None:
    """One that this key filed."""
    own = readable(key).filter(open311_filing__key=key)
    return own.filter(reference=read_reference(reference) or "").first()


def span(start: datetime | None, end: datetime | None) -> tuple[datetime, datetime]:
    """From when to when: 90 days at most, and the last 90 where nothing is said.

    Raises:
        Refusal: 400 where they are the wrong way round, or further apart.
    """
    if start is None and end is None:
        end = timezone.now()
    if end is None:
        assert start is not None
        return start, _shifted(start, LONGEST_SPAN)
    if start is None:
        return _shifted(end, -LONGEST_SPAN), end
    if start > end:
        raise Refusal(400, "start_date is after end_date.")
    if end - start > LONGEST_SPAN:
        raise Refusal(400, "start_date and end_date may be 90 days apart at most.")
    return start, end


def requests_data(requests: Iterable[Request], key: Open311Key | None, language: str) -> list[dict[str, Any]]:
    """Requests as the specification has them. What it asks for and nobody may read is empty."""
    found = list(requests)
    words = StateWords((request.service_id for request in found), language)
    return [_request_data(request, key, words(request.service_id, _told(request))) for request in found]


def updates_of(
    key: Open311Key, start: datetime | None, end: datetime | None, ids: Iterable[str] = ()
) -> list[TimelineEntry]:
    """What happened to the requests that this key filed, as their customers are shown it, oldest first."""
    start, end = span(start, end)
    entries = TimelineEntry.objects.filter(
        request__in=readable(key).filter(open311_filing__key=key).values("pk"),
        shown_to_customer=True,
        at__gte=start,
        at__lte=end,
    ).exclude(kind__in=OWN_TO_CUSTOMER)
    references = _references(ids)
    if references:
        entries = entries.filter(request__reference__in=references)
    return list(entries.select_related("request__customer").order_by("at", "id")[:MOST])


def updates_data(entries: Iterable[TimelineEntry], key: Open311Key, language: str) -> list[dict[str, Any]]:
    """Updates in the words of FixMyStreet's extension. What officers write to the customer is given only to a key that
    may have it; the state is always said."""
    found = list(entries)
    words = StateWords((entry.request.service_id for entry in found), language)
    return [
        {
            "update_id": update_id(entry),
            "service_request_id": entry.request.reference,
            "status": EXTENDED[RequestState(entry.state)],
            "external_status_code": _told(entry),
            "updated_datetime": entry.at,
            "description": (_officers_words(entry) if key.reads_messages else "")
            or words(entry.request.service_id, _told(entry)),
            "media_url": None,
        }
        for entry in found
    ]


def _officers_words(entry: TimelineEntry) -> str:
    """What was written to the customer. Why a request was cancelled is often what its customer wrote."""
    if entry.state == RequestState.CANCELLED and entry.actor_id in {None, entry.request.customer.user_id}:
        return ""
    return entry.message


def update_id(entry: TimelineEntry) -> str:
    """What we call an update: stable, and unlike any other."""
    return f"{entry.request.reference}-{entry.number}"


def comment_before(key: Open311Key, named: str) -> Open311Comment | None:
    """The update that this key posted under this id before."""
    return (
        Open311Comment.objects.filter(key=key, update_id=named).select_related("entry__request").first()
        if named
        else None
    )


def _dated(requests: QuerySet[Request]) -> QuerySet[Request]:
    """With when each last changed, as its customer is shown it."""
    shown = TimelineEntry.objects.filter(request=OuterRef("pk"), shown_to_customer=True).order_by()
    last = shown.values("request").annotate(last=Max("at")).values("last")
    return requests.annotate(changed_at=Subquery(last))


def _request_data(request: Request, key: Open311Key | None, state: str) -> dict[str, Any]:
    journey = request.journey_version.journey if request.journey_version else None
    assert journey is not None, "only journeys' requests are read by Open311"
    own = _filed_by(request, key)
    data: dict[str, Any] = {
        "service_request_id": request.reference,
        "status": CLOSED if request.state in FINISHED else OPEN,
        "status_notes": state,
        "service_name": request.title,
        "service_code": journey.slug,
        "description": None,
        "agency_responsible": request.service.name,
        "service_notice": None,
        "requested_datetime": request.created_at,
        "updated_datetime": getattr(request, "changed_at", None) or request.created_at,
        "expected_datetime": None,
        "address": None,
        "address_id": None,
        "zipcode": None,
        **_point(request, exact=own or _shows(journey) == Open311Offer.Shows.EXACT),
        "media_url": None,
    }
    if own:
        # Ours, after the specification's: by it a sender finds a report again that it never heard our answer about.
        data["external_id"] = request.open311_filing.external_id.partition(":")[2] or None
    return data


def _point(request: Request, *, exact: bool) -> Mapping[str, float | None]:
    where = request.location
    if where is None or where.latitude is None or where.longitude is None:
        return {"lat": None, "long": None}
    decimals = 6 if exact else COARSE_DECIMALS
    return {"lat": round(where.latitude, decimals), "long": round(where.longitude, decimals)}


def _filed_by(request: Request, key: Open311Key | None) -> bool:
    filing = getattr(request, "open311_filing", None)
    return key is not None and filing is not None and filing.key_id == key.pk


def _shows(journey: Any) -> str:
    offer = getattr(journey, "open311", None)
    return offer.shows if offer else Open311Offer.Shows.NOTHING


def _told(what: Request | TimelineEntry) -> str:
    """The state as it is told: nobody is called a spammer."""
    return RequestState.RECEIVED if what.state == RequestState.SUSPECTED else what.state


def _references(ids: Iterable[str]) -> list[str]:
    return [reference for one in ids if (reference := read_reference(one))]


def _shifted(moment: datetime, by: timedelta) -> datetime:
    try:
        return moment + by
    except OverflowError:
        raise Refusal(400, "A date is too far away.") from None
