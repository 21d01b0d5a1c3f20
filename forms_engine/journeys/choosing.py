"""Choosing a time: what a submission needs, what it holds, and keeping, prolonging or letting go of it.

The hold is booking's; it belongs to ("submission", id) until the submission is sent, in whose transaction the request takes
it over. Everything here may be called again.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from audiences.keys import STAFF
from audiences.principal import Principal
from forms_engine.booking import holding, limits, selectors
from forms_engine.booking.actors import CUSTOMER, Actor, Owner, officer
from forms_engine.booking.calendar import Calendar
from forms_engine.booking.errors import BookingError, NoPlace, NothingHeld, TooManyHolds
from forms_engine.booking.models import Booking, BookingEvent, Resource, ResourceKind, Slot
from forms_engine.booking.states import State
from forms_engine.catalogue.selectors import definition_of
from forms_engine.journeys.models import Submission
from forms_engine.requests.bookings.sending import HOLDER_TYPE
from forms_engine.requests.channels import ASSISTED
from forms_engine.runtime.evaluate import Evaluation

STEP = "time"  # the word of the address, which no page's key can be


class Missing(StrEnum):
    """Why there is no time that could be sent, although one has to be booked."""

    NONE = ""
    CHOOSE = "choose"  # nobody has chosen one yet, or what was chosen was let go
    GONE = "gone"  # the hold was over, and somebody else has the time now; or it has begun
    OTHER = "other"  # the answers, or a new version of the journey, ask for another kind of appointment now


@dataclass(frozen=True, slots=True)
class Standing:
    """How a submission stands with its time. ``booking`` is what is held, or what was lost where that is to be said;
    ``until``, when the hold ends. ``missing``: why there is none, where one is needed."""

    is_needed: bool
    missing: Missing = Missing.NONE
    booking: Booking | None = None
    until: datetime | None = None

    @property
    def is_ready(self) -> bool:
        """Whether the submission can be sent, as far as its time goes."""
        return not self.missing


NOT_NEEDED = Standing(is_needed=False)


def owner_of(submission: Submission) -> Owner:
    """What bookings call a submission."""
    return Owner(HOLDER_TYPE, str(submission.pk))


def actor_for(principal: Principal, submission: Submission) -> Actor:
    """Who chooses: an officer for somebody on the phone or at the desk, or the customer."""
    is_officers = submission.channel in ASSISTED and principal.audience == STAFF
    return officer(principal.user) if is_officers and principal.user else CUSTOMER


def standing(
    submission: Submission, evaluation: Evaluation, actor: Actor = CUSTOMER, network: str = ""
) -> Standing:
    """How it stands. A hold that is over is taken again, without a word, where the time is still free; what the answers
    do not ask for any more is let go. ``network`` is where whoever asks comes from, "" for officers."""
    if definition_of(submission.version_id).booking is None and not hasattr(submission, "move"):
        return NOT_NEEDED
    booking = selectors.booking_of(owner_of(submission))
    need = evaluation.booking
    if need is None:
        if booking is not None and booking.state == State.HELD:
            holding.release(owner_of(submission), actor)
        return NOT_NEEDED
    if booking is None or booking.state == State.RELEASED:
        return Standing(True, Missing.CHOOSE)
    if booking.slot.resource.kind.slug != need.resource_kind:
        return Standing(True, Missing.OTHER, booking)
    return _still_held(submission, booking, actor, network)


def calendar_for(
    evaluation: Evaluation, actor: Actor = CUSTOMER, resource: Resource | None = None
) -> Calendar | None:
    """The calendar to choose from; None where the council has no such kind of appointment (any more)."""
    kind = selectors.kind_called(evaluation.booking.resource_kind) if evaluation.booking else None
    if kind is None:
        return None
    by_officer = actor.by == BookingEvent.By.OFFICER
    return Calendar(kind, resource.pk if resource else None, for_officer=by_officer)


def resources_to_choose(kind: ResourceKind) -> list[Resource]:
    """Where or with whom it can be, by name, where people choose that and there is more than one."""
    if not kind.chooses_resource:
        return []
    # One without hours of its own is a room or a person that others need as well.
    with_hours = Resource.objects.filter(kind=kind, schedules__isnull=False).select_related("kind")
    found = list(with_hours.distinct().order_by("name"))
    return found if len(found) > 1 else []


def choose(
    submission: Submission, evaluation: Evaluation, slot_id: int, actor: Actor = CUSTOMER, network: str = ""
) -> Standing:
    """Keep a place at this time for the submission, instead of what it held before.

    Raises:
        TooManyHolds: from this network, within the hour.
        NoPlace: nobody can have it any more, or it is no appointment of the kind that this journey books.
        TooMany: the one asking has as many of these as one person may have.
    """
    need = evaluation.booking
    slot = holding.slot_to_take(slot_id)
    if need is None or slot.resource.kind.slug != need.resource_kind:
        raise NoPlace(slot_id)
    held = selectors.booking_of(owner_of(submission))
    is_new = held is None or not _is_kept(held)
    return _hold(submission, slot_id, actor, network if is_new else "")


def prolong(submission: Submission, actor: Actor = CUSTOMER) -> datetime | None:
    """Keep what is held for another 15 minutes from now; until when, or None where nothing is held any more.

    Raises:
        TooLate: it has been kept for as long as it can be.
    """
    try:
        return holding.extend(owner_of(submission), actor)
    except NothingHeld:
        return None


def let_go(submission: Submission, actor: Actor = CUSTOMER) -> None:
    """Give back what is held, if anything is: the submission is deleted or begun anew, or its owner does not want it."""
    holding.release(owner_of(submission), actor)


def taken_slot(slot_id: int) -> Slot | None:
    """The slot that somebody wanted and did not get, to offer the nearest others; None where it is gone altogether."""
    return Slot.objects.select_related("resource__kind").filter(pk=slot_id).first()


def _is_kept(booking: Booking) -> bool:
    """Whether it is held at this moment, and not for longer than one can be: changing one's mind is no new hold, going to
    and fro for ever is."""
    now, until = timezone.now(), selectors.held_until(booking)
    return until is not None and until > now and booking.created_at + holding.LONGEST_HOLD > now


def _still_held(submission: Submission, booking: Booking, actor: Actor, network: str) -> Standing:
    now = timezone.now()
    until = selectors.held_until(booking)
    if until is not None and until > now:
        return Standing(True, Missing.NONE, booking, until)
    if booking.slot.starts_at <= now:
        return Standing(True, Missing.GONE, booking)
    try:
        return _hold(submission, booking.slot_id, actor, network)
    except TooManyHolds:
        return Standing(True, Missing.CHOOSE)
    except BookingError:
        return Standing(True, Missing.GONE, booking)


def _hold(submission: Submission, slot_id: int, actor: Actor, network: str) -> Standing:
    with limits.counted_hold(network):
        booking = holding.hold(
            owner_of(submission),
            slot_id,
            language=submission.language,
            person=_person(submission),
            actor=actor,
        )
    return Standing(True, Missing.NONE, booking, selectors.held_until(booking))


def _person(submission: Submission) -> str:
    """Who it is for, as far as anybody knows: whose account it is, unless an officer answers for somebody else."""
    return f"user:{submission.user_id}" if submission.user_id and submission.channel not in ASSISTED else ""
