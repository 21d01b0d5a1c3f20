"""Which request a back office means: by its own number, which our delivery brought home, or by ours."""

import hashlib
from collections.abc import Collection, Iterable
from contextlib import suppress
from uuid import UUID

from django.db import connection
from django.db.models import Q

from forms_engine.delivery.models import Delivery, Destination
from forms_engine.requests.models import OutsideCase, Request
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.references import read_reference


def lock_case(destination_id: UUID, their_id: str) -> None:
    """Hold the case for the caller's transaction. Whoever records the number that a back office gave a delivery holds
    it too: so a message that came before its number is found by the one or by the other."""
    digest = hashlib.sha256(f"{destination_id} {their_id}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [int.from_bytes(digest[:8], signed=True)])


def request_id_of(destination: Destination, their_id: str, about: str) -> UUID | None:
    """The id of the request; None where this back office has none of that number (yet), or its number and ours name
    two: neither is sure. What it was never sent is not its to speak about, whatever it names."""
    owners = request_ids_of(destination, their_id, about)
    return owners.pop() if len(owners) == 1 else None


def request_ids_of(destination: Destination, their_id: str, about: str) -> set[UUID]:
    """The ids of all requests that this back office was sent, or has begun, under either number."""
    named = _by_our_number(about)
    theirs = Q(remote_id=their_id) if their_id else Q(pk=None)
    found = (
        Delivery.objects.filter(theirs | named, destination=destination, owner_type=OWNER_TYPE)
        .exclude(state__in=[Delivery.State.HELD, Delivery.State.CANCELLED])
        .order_by("created_at")
        .values_list("owner_id", flat=True)
        .distinct()
    )
    owners = {UUID(owner) for owner in found}
    begun = OutsideCase.objects.filter(destination=destination)
    reference = read_reference(about)
    owners |= set(
        begun.filter(Q(their_id=their_id) | Q(request__reference=reference or "")).values_list(
            "request_id", flat=True
        )
    )
    return owners


def known_now(destination_id: UUID, named: Collection[tuple[str, str]]) -> set[tuple[str, str]]:
    """Those of the names (their number, our own) under which this back office has a delivery or a case of its own by now,
    a test as well. However many are asked about, it is a handful of queries."""
    numbers = {their_id for their_id, _about in named if their_id}
    abouts = {about: read_reference(about) for _their_id, about in named if about}
    sent = Delivery.objects.filter(destination_id=destination_id)
    begun = OutsideCase.objects.filter(destination_id=destination_id)
    known = set(sent.filter(remote_id__in=numbers).values_list("remote_id", flat=True))
    known |= set(begun.filter(their_id__in=numbers).values_list("their_id", flat=True))
    known |= {str(one) for one in sent.filter(id__in=_uuids(abouts)).values_list("id", flat=True)}
    requests = Request.objects.filter(reference__in={one for one in abouts.values() if one})
    references = {str(pk): reference for pk, reference in requests.values_list("pk", "reference")}
    owners = [*references, *(about for about in abouts if about)]
    ours = set(sent.filter(owner_id__in=owners).values_list("owner_id", flat=True))
    ours |= {
        str(pk) for pk in begun.filter(request_id__in=list(references)).values_list("request_id", flat=True)
    }
    known |= ours | {references[pk] for pk in ours & references.keys()}
    return {
        (their_id, about)
        for their_id, about in named
        if known & {their_id, about.lower(), about, abouts.get(about)} - {"", None}
    }


def reference_of(request_id: UUID | None) -> str:
    """What a back office that may speak about a request is told that we call it; "" of none."""
    if request_id is None:
        return ""
    found = Request.objects.filter(id=request_id).values_list("reference", flat=True).first()
    return found or ""


def outside_case_of(request: Request) -> OutsideCase | None:
    """Where a request began, where that was in another system."""
    if request.journey_version_id is not None:
        return None
    return OutsideCase.objects.filter(request=request).select_related("destination").first()


def _uuids(names: Iterable[str]) -> list[UUID]:
    found = []
    for name in names:
        with suppress(ValueError):
            found.append(UUID(name))
    return found


def _by_our_number(about: str) -> Q:
    try:
        return Q(id=UUID(about))
    except ValueError:
        pass
    reference = read_reference(about)
    if reference is None:
        return Q(pk=None)
    owner = Request.objects.filter(reference=reference).values_list("id", flat=True).first()
    return Q(owner_id=str(owner)) if owner else Q(pk=None)
