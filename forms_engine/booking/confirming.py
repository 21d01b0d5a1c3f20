"""From a hold to an appointment: sent, paid for, agreed to."""

from django.db import transaction
from django.utils import timezone

from forms_engine.booking.actors import CUSTOMER, HOUSE, Actor, Owner
from forms_engine.booking.errors import NoPlace, NothingHeld, NotInThisState
from forms_engine.booking.holding import check_most_live, check_offered, slot_to_take, take_any
from forms_engine.booking.models import Booking, BookingEvent, Place
from forms_engine.booking.recording import Locked, check_legal, is_over, lock_last, move_to
from forms_engine.booking.states import COMES, State

What = BookingEvent.What


@transaction.atomic
def take_over(
    holder: Owner,
    owner: Owner,
    *,
    owes: bool,
    asks_first: bool = False,
    person: str = "",
    actor: Actor = CUSTOMER,
) -> Booking:
    """What ``holder`` (a submission) holds becomes ``owner``'s (its request's): to be called in the transaction that
    submits. It then waits for its payment where something is owed, or to be agreed to where its kind or ``asks_first``
    says so, and is confirmed otherwise. Either way its place has no end of its own any more.

    A hold that is over counts as long as nobody has taken the place and the time is still on offer, and where somebody has,
    another place at the same time does. Five queries where the hold is good, two more where a known person may have only so
    many. Again for the same owner it changes nothing.

    Raises:
        NothingHeld: nothing was ever held.
        NoPlace: the hold is over and the time is gone or on offer no more, or has begun meanwhile.
        TooMany: the ``person`` has sent as many as one may have.
    """
    # The owner's too: done before, it is the last of both, whatever else was held and given up on the way.
    locked = lock_last(holder, owner)
    booking = locked.booking
    if (booking.owner_type, booking.owner_id) == owner:
        return booking
    if booking.slot.starts_at <= timezone.now():
        raise NoPlace(booking.slot_id)
    if booking.state == State.RELEASED:
        # Somebody let go of it on purpose.
        raise NothingHeld(holder.type)
    if locked.place is None or is_over(locked.place, timezone.now()):
        # Whoever chose it, by the rules of now: a hold that is over keeps nothing.
        check_offered(booking.slot, timezone.now(), Actor(_chosen_by(booking)))
    booking.person = person or booking.person
    check_most_live(booking.slot, booking.person, but=booking.pk, sent_only=True)
    booking.owner_type, booking.owner_id = owner
    _have_a_place(locked, _after_sending(booking, owes, asks_first), actor, What.TAKEN_OVER)
    return booking


@transaction.atomic
def paid(owner: Owner, actor: Actor = HOUSE) -> Booking:
    """What the owner owed has been paid: confirmed, or waiting to be agreed to. Too late, after it was let go, the
    place is taken again where the time is still free. Again it changes nothing.

    Raises:
        NothingHeld: the owner never had a booking, or it was cancelled or refused since.
        NoPlace: it was let go and somebody else has the place now.
    """
    locked = lock_last(owner)
    booking = locked.booking
    if booking.state in {State.CANCELLED, State.REFUSED}:
        raise NothingHeld(owner.type)
    if booking.state in COMES:
        return booking
    what = What.STATE if locked.place else What.RECLAIMED
    _have_a_place(locked, _after_sending(booking, owes=False), actor, what)
    return booking


@transaction.atomic
def choose_again(owner: Owner, slot_id: int, actor: Actor) -> Booking:
    """Another time of the same kind for what was paid for after its place had been let go: confirmed, or waiting to be
    agreed to. To a time that it has already it changes nothing.

    Raises:
        NothingHeld: the owner never had a booking.
        NotInThisState: it has a place, was cancelled or refused, or the slot is of another kind.
        NoPlace: nobody can have that time any more.
    """
    locked = lock_last(owner)
    booking = locked.booking
    if locked.place is not None:
        if booking.slot_id == slot_id:
            return booking
        raise NotInThisState(booking.state)
    slot = slot_to_take(slot_id)
    to_state = _after_sending(booking, owes=False)
    check_legal(booking, to_state)
    if slot.resource.kind_id != booking.slot.resource.kind_id:
        raise NotInThisState(booking.state)
    now = timezone.now()
    check_offered(slot, now, actor)
    booking.slot = take_any(booking.pk, slot, None, now)
    move_to(booking, to_state, actor, What.RECLAIMED)
    return booking


@transaction.atomic
def approve(owner: Owner, actor: Actor) -> Booking:
    """An officer agrees to it. Again it changes nothing.

    Raises:
        NothingHeld: the owner never had a booking.
        NotInThisState: it does not wait to be agreed to.
    """
    booking, _place = lock_last(owner)
    if booking.state == State.CONFIRMED:
        return booking
    if booking.state != State.AWAITING_APPROVAL:
        raise NotInThisState(booking.state)
    move_to(booking, State.CONFIRMED, actor)
    return booking


def _chosen_by(booking: Booking) -> BookingEvent.By:
    chosen = booking.events.filter(what__in=[What.HELD, What.MOVED, What.EXTENDED]).order_by("id").last()
    return BookingEvent.By(chosen.by) if chosen is not None else BookingEvent.By.CUSTOMER


def _after_sending(booking: Booking, owes: bool, asks_first: bool = False) -> State:
    if owes:
        return State.AWAITING_PAYMENT
    asks_first = asks_first or booking.slot.resource.kind.needs_approval
    return State.AWAITING_APPROVAL if asks_first else State.CONFIRMED


def _have_a_place(locked: Locked, to_state: State, actor: Actor, what: BookingEvent.What) -> None:
    """Make the place the booking's without an end, or take one anew where it has none any more."""
    booking, place = locked
    check_legal(booking, to_state)
    if place is not None:
        Place.objects.filter(pk=place.pk).update(held_until=None)
    else:
        now = timezone.now()
        if booking.slot.starts_at <= now:
            raise NoPlace(booking.slot_id)
        booking.slot = take_any(booking.pk, booking.slot, None, now)
    move_to(booking, to_state, actor, what)
