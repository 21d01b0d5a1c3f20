"""Requests that may be about the same as another: of the same service, near it, open or lately finished.

What strangers are shown of them is a title, a distance, a day and a state: never an answer, a name or a reference. And
only of open services' requests, whose journeys are the public's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import cos, radians
from typing import Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable
from django.utils import timezone

from audiences.keys import PUBLIC
from audiences.principal import Principal
from forms_engine.catalogue.models import Service
from forms_engine.catalogue.selectors import definition_of
from forms_engine.locations.distance import box_around, metres_between
from forms_engine.requests.models import DuplicateMark, PossibleDuplicate, Request
from forms_engine.requests.selectors import requests_for
from forms_engine.requests.states import BEFORE_RECEIVED, RequestState
from forms_engine.requests.wording import StateWords

MOST_SHOWN = 5
MOST_LOOKED_AT = 50  # the nearest of what is in the box, a square in the middle of a town
FOR_OFFICERS_METRES, FOR_OFFICERS_DAYS = 100, 60


@dataclass(frozen=True, slots=True)
class Place:
    """Where, what kind of thing, and how far around to look."""

    service_id: int
    latitude: float
    longitude: float
    metres: int
    days: int
    journey_id: int | None = None
    category: str = ""
    chosen: str = ""


@dataclass(frozen=True, slots=True)
class Nearby:
    """One of them, for anybody to see. ``id`` opens nothing."""

    id: UUID
    title: str
    metres: int
    sent_at: datetime
    state: str
    state_name: str


def near_for_strangers(place: Place, language: str) -> list[Nearby]:
    """The nearest first, ``MOST_SHOWN`` at most. One query, of the box around it."""
    found = _near(
        place,
        Request.objects.filter(
            service__openness=Service.Openness.OPEN,
            journey_version__journey__audience_keys__contains=[PUBLIC],
            is_practice=False,
        ).exclude(journey_version__journey__is_practice=True),
    )
    words = StateWords([place.service_id], language)
    return [
        Nearby(
            id=request.id,
            title=_title(request, place, language),
            metres=metres,
            sent_at=request.created_at,
            state=request.state,
            state_name=words(request.service_id, request.state),
        )
        for metres, request in found
    ]


def followable(request_id: UUID) -> Request | None:
    """A request that strangers may follow: one that could be shown to them."""
    return (
        Request.objects.filter(
            id=request_id,
            service__openness=Service.Openness.OPEN,
            journey_version__journey__audience_keys__contains=[PUBLIC],
            journey_version__journey__is_practice=False,
            is_practice=False,
            erased_at=None,
        )
        .exclude(state__in=[*BEFORE_RECEIVED, RequestState.CANCELLED])
        .first()
    )


def note_shown(request: Request, shown: Iterable[Mapping[str, Any]]) -> None:
    """Write on a request which others its sender was shown (``id``, ``metres``) and said to be different; in the
    transaction that makes it."""
    metres = {UUID(one["id"]): int(one["metres"]) for one in shown}
    if metres:
        there = Request.objects.filter(id__in=metres).exclude(pk=request.pk).values_list("id", flat=True)
        PossibleDuplicate.objects.bulk_create(
            PossibleDuplicate(request=request, other_id=other, metres=metres[other]) for other in there
        )


def near_for_officer(principal: Principal, request: Request) -> list[tuple[int, Request]]:
    """Requests near this one that the officer may see, nearest first, with their distance in metres."""
    where = request.location
    if where is None or where.latitude is None or where.longitude is None:
        return []
    place = Place(request.service_id, where.latitude, where.longitude, FOR_OFFICERS_METRES, FOR_OFFICERS_DAYS)
    return _near(place, requests_for(principal).exclude(pk=request.pk))


def said_different(principal: Principal, request: Request) -> list[tuple[int, Request]]:
    """The others that its sender was shown and said to be different, with their distance, for whoever may see them."""
    metres = dict(request.said_to_be_different.values_list("other_id", "metres"))
    if not metres:
        return []
    found = [(metres[one.pk], one) for one in requests_for(principal).filter(pk__in=metres)]
    return sorted(found, key=lambda one: one[0])


def _near(place: Place, among: QuerySet[Request]) -> list[tuple[int, Request]]:
    box = box_around(place.latitude, place.longitude, place.metres)
    standing = DuplicateMark.objects.filter(request=OuterRef("pk"), undone_at=None)
    rows = (
        among.filter(
            Q(finished_at=None) | Q(finished_at__gte=timezone.now() - timedelta(days=place.days)),
            ~Exists(standing),
            service_id=place.service_id,
            location__latitude__range=(box.south, box.north),
            location__longitude__range=(box.west, box.east),
        )
        .exclude(state__in=[*BEFORE_RECEIVED, RequestState.CANCELLED])
        .select_related("location")
    )
    if place.category and place.journey_id is not None:
        rows = rows.filter(
            journey_version__journey_id=place.journey_id,
            answers__contains={place.category: place.chosen},
        )
    found = []
    for request in rows.order_by(_flat_distance(place))[:MOST_LOOKED_AT]:
        where = request.location
        assert where is not None and where.latitude is not None and where.longitude is not None
        metres = metres_between(place.latitude, place.longitude, where.latitude, where.longitude)
        if metres <= place.metres:
            found.append((round(metres), request))
    found.sort(key=lambda one: (one[0], -one[1].created_at.timestamp()))
    return found[:MOST_SHOWN]


def _flat_distance(place: Place) -> Combinable:
    """Squared, in degrees of latitude, as if the earth were flat: right enough to tell the nearest in one box."""
    up = F("location__latitude") - place.latitude
    aside = (F("location__longitude") - place.longitude) * cos(radians(place.latitude))
    return up * up + aside * aside


def _title(request: Request, place: Place, language: str) -> str:
    """What it is about: its journey's title, and the category that was chosen where one is asked."""
    definition = definition_of(request.journey_version_id)
    question = definition.questions_by_key.get(place.category) if place.category else None
    chosen = str(request.answers.get(place.category, "")) if question else ""
    option = next((one for one in question.options if one.key == chosen), None) if question else None
    title = definition.title.in_language(language)
    return f"{title}: {option.label.in_language(language)}" if option else title
