"""A place kept for somebody who is still filling in: hold, extend, another time instead, let go."""

from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from forms_engine.booking import claiming
from forms_engine.booking.actors import CUSTOMER, Actor, Owner
from forms_engine.booking.errors import NoPlace, NothingHeld, NotInThisState, TooLate, TooMany
from forms_engine.booking.models import Booking, BookingEvent, Place, Slot
from forms_engine.booking.models.slots import LONDON
from forms_engine.booking.recording import Locked, is_over, lock_live, move_to, tell
from forms_engine.booking.states import LIVE, State

HOLD = timedelta(minutes=15)
# Ten times as long as a hold lasts (WCAG 2.2.1). Who needs more chooses again.
LONGEST_HOLD = 11 * HOLD

What = BookingEvent.What


def hold(
    owner: Owner, slot_id: int, *, language: str = "en", person: str = "", actor: Actor = CUSTOMER
) -> Booking:
    """Keep a place in the slot for the owner for 15 minutes.

    Again for the same slot is the same booking, its hold as it was (or begun anew, where it was over and nobody had
    taken it). Another slot moves the hold: the new place first, then the old one is let go; where there is none, the
    old hold stays. Where residents do not choose with whom (`chooses_resource`), any resource of the kind that is free
    at that very time will do. An officer needs no notice.

    Raises:
        NoPlace: nobody can have this time any more.
        TooMany: ``person`` has as many as one may have.
        NotInThisState: the owner has a booking that is no hold any more.
    """
    try:
        return _hold(owner, slot_id, language, person, actor)
    except IntegrityError as error:
        if "one_live_booking_per_owner" not in str(error):
            raise
        # The same click twice at once: now the first one's hold is there to be found.
        return _hold(owner, slot_id, language, person, actor)


@transaction.atomic
def _hold(owner: Owner, slot_id: int, language: str, person: str, actor: Actor) -> Booking:
    now = timezone.now()
    slot = slot_to_take(slot_id)
    held = lock_live(owner)
    if held is not None:
        return _hold_instead(held, slot, now, person, actor)
    check_offered(slot, now, actor)
    check_most_live(slot, person)
    booking = Booking.objects.create(
        owner_type=owner.type,
        owner_id=owner.id,
        person=person,
        slot=slot,
        state=State.HELD,
        language=language,
    )
    got = take_any(booking.pk, slot, now + HOLD, now)
    if got != slot:
        booking.slot = got
        booking.save(update_fields=["slot"])
    tell(booking, What.HELD, actor)
    return booking


def _hold_instead(held: Locked, slot: Slot, now: datetime, person: str, actor: Actor) -> Booking:
    booking, place = held
    assert place is not None
    if booking.state != State.HELD:
        raise NotInThisState(booking.state)
    if person and person != booking.person:
        booking.person = person
        booking.save(update_fields=["person"])
    if booking.slot_id == slot.pk:
        if is_over(place, now):
            # Begun anew, by the rules of now: while it was over it counted for nothing.
            check_offered(slot, now, actor)
            check_most_live(slot, booking.person, but=booking.pk)
            Place.objects.filter(pk=place.pk).update(held_until=now + HOLD)
            tell(booking, What.EXTENDED, actor, booking.state)
        return booking
    check_offered(slot, now, actor)
    check_most_live(slot, booking.person, but=booking.pk)
    exchange(booking, place, slot, now + HOLD, now)
    tell(booking, What.MOVED, actor, booking.state)
    return booking


@transaction.atomic
def extend(owner: Owner, actor: Actor = CUSTOMER) -> datetime:
    """Another 15 minutes from now; the answer is until when. Also for a hold that is over and that nobody has taken.

    Raises:
        NothingHeld: there is no hold any more.
        TooLate: it has been held for as long as a hold can be.
    """
    held = lock_live(owner)
    if held is None or held.place is None or held.booking.state != State.HELD:
        raise NothingHeld(owner.type)
    now = timezone.now()
    until = min(now + HOLD, held.booking.created_at + LONGEST_HOLD)
    if until <= now:
        raise TooLate(until)
    until = max(until, held.place.held_until or until)
    Place.objects.filter(pk=held.place.pk).update(held_until=until)
    tell(held.booking, What.EXTENDED, actor, State.HELD)
    return until


@transaction.atomic
def release(owner: Owner, actor: Actor = CUSTOMER) -> bool:
    """Let go of what is held or waits for its payment: the customer gave up, or what could be paid on was closed.

    False, and nothing changes, where there is no such booking: done twice is done.
    """
    held = lock_live(owner)
    if held is None or held.place is None:
        return False
    if held.booking.state not in {State.HELD, State.AWAITING_PAYMENT}:
        return False
    claiming.give_back(held.place, held.booking.slot)
    move_to(held.booking, State.RELEASED, actor)
    return True


def slot_to_take(slot_id: int) -> Slot:
    """The slot with its kind.

    Raises:
        NoPlace: there is no such slot any more.
    """
    slot = Slot.objects.select_related("resource__kind").filter(pk=slot_id).first()
    if slot is None:
        raise NoPlace(slot_id)
    return slot


def check_offered(slot: Slot, now: datetime, actor: Actor) -> None:
    """Refuse what is not on offer; an officer needs no notice and may look further ahead.

    Raises:
        NoPlace: it is withdrawn, has begun, is too soon or too far ahead.
    """
    kind = slot.resource.kind
    soonest, last = now, None
    if actor.by == BookingEvent.By.CUSTOMER:
        soonest = now + timedelta(hours=kind.notice_hours)
        last = now.astimezone(LONDON).date() + timedelta(days=kind.days_ahead)
    too_far = last is not None and slot.local_start.date() > last
    if slot.withdrawn_at is not None or slot.starts_at <= soonest or too_far:
        raise NoPlace(slot.pk)


def check_most_live(slot: Slot, person: str, *, but: int = 0, sent_only: bool = False) -> None:
    """Refuse one more than a person may have, also when two are asked for at once. ``but``: the booking that it is about.
    ``sent_only``: what the person only holds besides counts for nothing.

    Raises:
        TooMany: that would be one more.
    """
    kind = slot.resource.kind
    if not person or kind.most_live is None:
        return
    with connection.cursor() as cursor:
        # Kept to the end of the transaction: the other one counts what this one has committed.
        cursor.execute("select pg_advisory_xact_lock(%s::int, hashtext(%s))", [kind.pk, person])
    live = (
        Booking.objects.filter(
            person=person,
            state__in=LIVE - {State.HELD} if sent_only else LIVE,
            slot__resource__kind=kind,
            slot__ends_at__gt=timezone.now(),
        )
        .exclude(state=State.HELD, places__held_until__lte=timezone.now())
        .exclude(pk=but)
    )
    if live.count() >= kind.most_live:
        raise TooMany(kind.most_live)


def take_any(booking_id: int, slot: Slot, until: datetime | None, now: datetime) -> Slot:
    """A place in the slot or, where it does not matter with whom, in another of its kind at the same time.

    Raises:
        NoPlace: there is none.
    """
    if claiming.take(booking_id, slot, until, now, waits=False):
        return slot
    for one in same_time(slot):
        if claiming.take(booking_id, one, until, now, waits=False):
            return one
    if claiming.take(booking_id, slot, until, now, waits=True):
        return slot
    raise NoPlace(slot.pk)


def same_time(slot: Slot) -> list[Slot]:
    """Other slots that are as good: none where residents choose where or with whom."""
    if slot.resource.kind.chooses_resource:
        return []
    same = Slot.objects.filter(
        resource__kind=slot.resource.kind_id,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        withdrawn_at=None,
    )
    return list(same.exclude(pk=slot.pk).select_related("resource__kind").order_by("pk"))


def exchange(booking: Booking, place: Place, slot: Slot, until: datetime | None, now: datetime) -> None:
    """A place in another slot for a locked booking: the new one first, then the old one is let go; saves the booking.

    Raises:
        NoPlace: there is none, and the old one stays.
    """
    # Of all that it may touch, in one go: two that swap their officers would otherwise wait for each other for ever.
    touched = [booking.slot, slot, *same_time(slot)]
    claiming.lock_resources(pk for one in touched for pk in one.exclusive_ids)
    with transaction.atomic():
        # The old one first, since it is to be changed: whoever lowers its capacity has both slots' places, maybe.
        Place.objects.select_for_update().get(pk=place.pk)
        got = take_any(booking.pk, slot, until, now)
        claiming.give_back(place, booking.slot)
        booking.slot = got
        booking.save(update_fields=["slot"])
