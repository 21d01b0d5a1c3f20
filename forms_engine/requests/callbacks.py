"""What a back office says about a request, through whichever door it came in.

``record_status`` is the one verb: the signed callback and the poll of an Open311 server call it. What was said is
written down first (``Inbound``), once for each message id; then it is put in order, read by the destination's own table
of statuses, and moves the request. The pull door and the acknowledgement beside a file bring no status, only that a
delivery arrived and under which number: ``number_known`` hears of that.

Locks, always in this order: the delivery (held by whoever records its arrival), the case, the request.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.models import User
from forms_engine.delivery.heard import note_heard
from forms_engine.delivery.models import Delivery, Destination
from forms_engine.delivery.testing import note_heard_of_test
from forms_engine.requests import tasks
from forms_engine.requests.announcing import MESSAGE, UPDATED, announce
from forms_engine.requests.bookings import ending, finishing
from forms_engine.requests.cancelling import record_cancellation
from forms_engine.requests.feedback import asking as feedback
from forms_engine.requests.inward.matching import known_now, lock_case, request_id_of
from forms_engine.requests.models import Inbound, Request, StatusMapping, TimelineEntry
from forms_engine.requests.moving import move
from forms_engine.requests.owner import OWNER_TYPE
from forms_engine.requests.states import By, RequestState, StateRefused
from forms_engine.requests.telling import tell_customer, tell_of_state, write_entry

Outcome = Inbound.Outcome

# What a person has to look at.
FOR_A_PERSON = (Outcome.UNKNOWN_STATUS, Outcome.UNKNOWN_CASE, Outcome.REFUSED)
# What counts when the order of messages is told: it was about this request, whatever came of it.
PLACED = (Outcome.APPLIED, Outcome.NOTED, Outcome.UNKNOWN_STATUS, Outcome.REFUSED, Outcome.SEEN_TO)


# Of one destination: who names so many cases that nobody knows has something else wrong than being early.
MOST_UNKNOWN = 1000


class OtherWords(ValueError):
    """A message id came a second time, with something else in it."""


class TooManyUnknown(ValueError):
    """The destination has left as many messages about cases that we do not know as it may."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What came of a message. ``repeated`` where it had been recorded before: then this is what came of it then."""

    inbound_id: UUID
    outcome: str
    request_id: UUID | None
    repeated: bool = False


@transaction.atomic
def record_status(
    destination: Destination,
    message_id: str,
    their_id: str,
    status: str,
    at: datetime,
    words: str = "",
    sequence: int | None = None,
    *,
    about: str = "",
) -> Recorded:
    """Record what a back office says about a request, and move the request by it.

    Args:
        message_id: what they call the message: the same one again changes nothing.
        their_id: their number of the case, as a delivery's answer gave it. "" where they only name ours.
        status: their word for how it stands; "" where they only say something, or only that they have it.
        at: when it happened, by their clock (aware).
        words: what they tell the customer, plain text.
        sequence: its place among what they say about this case, where they number; else ``at`` is its place.
        about: our delivery's id or our reference, where they name one.

    What is older than what they said before changes no state; its words are shown as come late. A status that is not
    in the destination's table waits for a person, and is applied when it has got a meaning. A case that we do not know
    waits for the delivery that brings its number home.

    Raises:
        OtherWords: when the message id was used for something else before.
        TooManyUnknown: when it is about a case that we do not know, and so many others wait already. Nothing is kept.
    """
    said = [their_id, about, status, at.isoformat(), words, sequence]
    inbound, is_new = take(
        Inbound(
            destination=destination,
            message_id=message_id,
            kind=Inbound.Kind.STATUS,
            sha256=hashlib.sha256(json.dumps(said).encode()).hexdigest(),
            their_id=their_id,
            about=about,
            status=status,
            words=words.strip(),
            at=min(at, timezone.now()),  # a clock that runs ahead must not make this the newest for ever
            sequence=sequence,
            outcome=Outcome.UNKNOWN_CASE,
        )
    )
    if is_new:
        apply(inbound)
        if inbound.outcome == Outcome.UNKNOWN_CASE and _has_left_too_many(destination):
            raise TooManyUnknown(
                f"{MOST_UNKNOWN} messages of yours are about cases that we do not know. Ask the council to look at them"
            )
    return Recorded(inbound.id, inbound.outcome, inbound.request_id, repeated=not is_new)


def _has_left_too_many(destination: Destination) -> bool:
    left = Inbound.objects.filter(destination=destination, outcome=Outcome.UNKNOWN_CASE)
    return left.order_by()[MOST_UNKNOWN : MOST_UNKNOWN + 1].exists()


def take(inbound: Inbound) -> tuple[Inbound, bool]:
    """Write a message down; answers it, and whether it is new. Two of the same id at once: the second waits here.

    Raises:
        OtherWords: when the message id was used for something else before.
    """
    try:
        with transaction.atomic():
            inbound.save(force_insert=True)
    except IntegrityError:
        before = Inbound.objects.get(destination_id=inbound.destination_id, message_id=inbound.message_id)
        if (before.kind, before.sha256) != (inbound.kind, inbound.sha256):
            raise OtherWords("This message id has been used for something else.") from None
        return before, False
    return inbound, True


def apply(inbound: Inbound) -> None:
    """Let a message that has been written down do what it says, in the caller's transaction."""
    destination = inbound.destination
    if inbound.their_id:
        lock_case(destination.id, inbound.their_id)
    request_id = request_id_of(destination, inbound.their_id, inbound.about)
    if request_id is None:
        is_test = note_heard_of_test(destination, inbound.their_id, inbound.about, inbound.received_at)
        _settle(inbound, Outcome.TEST if is_test else Outcome.UNKNOWN_CASE)
        return
    meaning = _meaning(inbound)
    if meaning and meaning.ours == RequestState.CANCELLED:
        ending.lock_money(request_id)
    request = Request.objects.select_for_update(of=("self",)).select_related("service").get(id=request_id)
    inbound.request = request
    note_heard(
        destination=destination, owner_type=OWNER_TYPE, owner_id=str(request.id), remote_id=inbound.their_id
    )
    if request.erased_at is not None:
        # It is known which one they mean, and nothing of what they say is kept.
        inbound.words, inbound.outcome = "", Outcome.LATE
        inbound.save(update_fields=["words", "outcome", "request"])
        return
    if _is_late(inbound):
        _say(inbound, request, TimelineEntry.Kind.SAID_LATE)
        _settle(inbound, Outcome.LATE)
        return
    if inbound.status and meaning is None:
        _settle(inbound, Outcome.UNKNOWN_STATUS)
        return
    _settle(inbound, _moved(inbound, request, meaning))


def _moved(inbound: Inbound, request: Request, meaning: StatusMapping | None) -> str:
    """Move the request by a message that is the newest; answers what came of it."""
    ours = meaning.ours if meaning else ""
    words = inbound.words or (meaning.words_in(request.language) if meaning else "")
    if not ours or ours == request.state:
        # The table's own words are about a change: without one they are said by nobody.
        _say(inbound, request, TimelineEntry.Kind.SAID)
        return Outcome.NOTED
    has_read = _has_read(inbound, request)
    try:
        if ours == RequestState.CANCELLED:
            record_cancellation(
                request, By.BACK_OFFICE, None, words, but=inbound.destination, has_read=has_read
            )
            return Outcome.APPLIED
        move(request, RequestState(ours), by=By.BACK_OFFICE, message=words, has_read=has_read)
    except StateRefused:
        return Outcome.REFUSED
    tell_of_state(request, words, appointment=finishing.still_stands(request))
    feedback.ask(request)
    # Who said it knows; the request's other back offices do not.
    announce(request, UPDATED, {"message": words}, but=inbound.destination)
    return Outcome.APPLIED


def _has_read(inbound: Inbound, request: Request) -> bool:
    """Whether this back office had everything that the customer wrote since somebody last answered, when it said what it
    says. One that wants no updates, or takes no personal data, never gets what a customer writes."""
    if request.customer_wrote_at is None:
        return True
    if not inbound.destination.takes_personal_data:
        return False
    told = Delivery.objects.filter(
        destination=inbound.destination,
        owner_type=OWNER_TYPE,
        owner_id=str(request.id),
        subject__in=[MESSAGE, UPDATED],  # a next stage is asked for by an update
        created_at__gte=request.customer_wrote_at,
    )
    in_time = Q(state=Delivery.State.DELIVERED, delivered_at__lte=inbound.at)
    return told.exists() and not told.exclude(in_time).exists()


def _say(inbound: Inbound, request: Request, kind: str) -> None:
    """Show their words to the customer, and tell them; nothing where they sent none."""
    if not inbound.words:
        return
    write_entry(request, kind, shown=True, message=inbound.words)
    tell_customer(request, "request.message", {})
    said = {"from": "back-office", "message": inbound.words}
    announce(request, MESSAGE, said, but=inbound.destination)


def _is_late(inbound: Inbound) -> bool:
    """Whether this destination has said something newer about the request. By their numbers where both have one, by
    their clock otherwise; at the same moment, what arrives later is the newer."""
    newer = Q(sequence=None, at__gt=inbound.at)
    if inbound.sequence is None:
        newer = Q(at__gt=inbound.at)
    else:
        newer |= Q(sequence__gte=inbound.sequence)
    before = Inbound.objects.filter(
        newer,
        request=inbound.request,
        destination=inbound.destination,
        kind=Inbound.Kind.STATUS,
        outcome__in=PLACED,
    )
    return before.exclude(id=inbound.id).exclude(status="").exists() and bool(inbound.status)


def _meaning(inbound: Inbound) -> StatusMapping | None:
    return StatusMapping.objects.filter(
        destination=inbound.destination, theirs__iexact=inbound.status
    ).first()


def _settle(inbound: Inbound, outcome: str) -> None:
    inbound.outcome = outcome
    inbound.save(update_fields=["outcome", "request"])


def number_known(delivery: Delivery) -> None:
    """A delivery of a request's has arrived, with the number that its back office gave it: what was said under that
    number before is applied now, by the worker. Called by delivery, in the transaction that records it."""
    if delivery.remote_id:
        lock_case(delivery.destination_id, delivery.remote_id)
    said = Inbound.objects.filter(destination_id=delivery.destination_id)
    if said.filter(request_id=delivery.owner_id).exists():
        delivery.acknowledged_at = delivery.acknowledged_at or timezone.now()
    if said.filter(their_id=delivery.remote_id, outcome=Outcome.UNKNOWN_CASE).exclude(their_id="").exists():
        delivery.acknowledged_at = delivery.acknowledged_at or timezone.now()
        tasks.apply_waiting.defer(destination_id=str(delivery.destination_id))


def apply_waiting(destination_id: UUID) -> int:
    """Try again, in their order, what this destination said that could not be applied: because its case or its status
    was not known. Each in a transaction of its own; answers how many found their place."""
    waiting = Inbound.objects.filter(destination_id=destination_id).order_by(
        F("sequence").asc(nulls_first=True), "at", "received_at"
    )
    meanings = StatusMapping.objects.filter(destination_id=destination_id, theirs__iexact=OuterRef("status"))
    has_meaning = Q(Exists(meanings), outcome=Outcome.UNKNOWN_STATUS)
    unknown = waiting.filter(outcome=Outcome.UNKNOWN_CASE).values_list("id", "their_id", "about")
    # What they name that still nobody knows is not gone through again each time.
    named = {inbound_id: (their_id, about) for inbound_id, their_id, about in unknown}
    known = known_now(destination_id, set(named.values()))
    found = [inbound_id for inbound_id, names in named.items() if names in known]
    due = waiting.filter(has_meaning | Q(id__in=found)).values_list("id", flat=True)
    return sum(_apply_again(inbound_id) for inbound_id in list(due))


@transaction.atomic
def _apply_again(inbound_id: UUID) -> bool:
    inbound = Inbound.objects.select_for_update(of=("self",)).select_related("destination").get(id=inbound_id)
    before = inbound.outcome
    if before not in {Outcome.UNKNOWN_STATUS, Outcome.UNKNOWN_CASE}:
        return False
    apply(inbound)
    return inbound.outcome != before


@transaction.atomic
def see_to(inbound_id: UUID, *, by: User, note: str) -> bool:
    """A person has seen to a message that did nothing by itself, and says how. Answers whether it needed any.

    Raises:
        ValueError: without a note.
    """
    if not note.strip():
        raise ValueError("Say what you did, so that the next person knows.")
    inbound = Inbound.objects.select_for_update().filter(id=inbound_id, outcome__in=FOR_A_PERSON).first()
    if inbound is None:
        return False
    inbound.outcome, inbound.seen_to_by, inbound.seen_to_note = Outcome.SEEN_TO, by, note.strip()
    inbound.save(update_fields=["outcome", "seen_to_by", "seen_to_note"])
    return True
