"""Taking a place and giving it back: the only code that writes who has one.

A place is taken by one UPDATE of a row that nobody else has locked: no counting, so there is nothing to count wrongly.
An expired hold is given up by whoever takes its place, in the same statement: no sweeper has to have run. What has a
booking is changed only by whoever has that booking's row locked; a taker that finds it locked passes on, so a hold that
is being sent at this moment is not taken away.

Locks, always in this order: booking, exclusive resources by id, place.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import OperationalError, connection, transaction
from psycopg.errors import LockNotAvailable

from forms_engine.booking.models import Occupation, Place, Resource, Slot

Values = Mapping[str, int | datetime | list[int] | None]

# How long to wait for whoever is taking the last place and might not go through with it.
LONGEST_WAIT = "2s"

TAKE = """
with free as (
    select id from booking_place
    where slot_id = %(slot)s and booking_id is null and not is_leaving
        and not exists (select from booking_place where slot_id = %(slot)s and is_leaving and booking_id is not null)
    order by number limit 1 for update skip locked
), stale as (
    select place.id, booking.id as booking_id
    from booking_place place join booking_booking booking on booking.id = place.booking_id
    where place.slot_id = %(slot)s and place.held_until <= %(now)s and not place.is_leaving
        and booking.state = 'held' and booking.id <> %(booking)s and not exists (select from free)
        and not exists (select from booking_place where slot_id = %(slot)s and is_leaving and booking_id is not null)
    order by place.held_until limit 1 for update of place, booking skip locked
), expired as (
    update booking_booking set state = 'expired', ended_at = %(now)s
    where id in (select booking_id from stale)
), told as (
    insert into booking_bookingevent (booking_id, what, from_state, to_state, slot_id, "by", reason, at)
    select booking_id, 'state', 'held', 'expired', %(slot)s, 'house', '', %(now)s from stale
)
update booking_place place set booking_id = %(booking)s, held_until = %(until)s
from (select id from free union all select id from stale) chosen
where place.id = chosen.id
returning place.id
"""

# Somebody has a place above the lowered capacity: they get the one that is being freed, so to speak, which goes instead.
# Asked of the row as it is now: the capacity may have changed since its owner read it.
STAY_INSTEAD = """
with other as (
    select id from booking_place where slot_id = %(slot)s and is_leaving and booking_id is not null
        and exists (select from booking_place where id = %(place)s and not is_leaving and booking_id is null)
    order by number limit 1 for update skip locked
), swapped as (
    update booking_place place set is_leaving = false from other where place.id = other.id returning place.id
)
update booking_place set is_leaving = true where id = %(place)s and exists (select from swapped)
"""

# A place that somebody else is taking or letting go at this moment, and that looks as if it could be had.
WAIT = """
select id from booking_place
where slot_id = %(slot)s and not is_leaving and (booking_id is null or held_until <= %(now)s)
order by number limit 1 for update
"""

# Other slots that keep our resources busy, and that nobody has a place in but holds that are over (or ourselves, who are
# about to leave): their holds are given up, and the resources are free.
GIVE_UP_OTHERS = """
with others as (
    select distinct slot_id from booking_occupation
    where resource_id = any(%(resources)s) and slot_id <> %(slot)s
        and during && tstzrange(%(starts_at)s, %(ends_at)s)
), stale as (
    select place.id, place.slot_id, booking.id as booking_id
    from booking_place place join booking_booking booking on booking.id = place.booking_id
    where place.slot_id in (select slot_id from others) and place.held_until <= %(now)s
        and booking.state = 'held' and booking.id <> %(booking)s
    for update of place, booking skip locked
), over as (
    select slot_id from others where not exists (
        select from booking_place place
        where place.slot_id = others.slot_id and place.booking_id is not null
            and place.booking_id <> %(booking)s and place.id not in (select id from stale)
    )
), expired as (
    update booking_booking set state = 'expired', ended_at = %(now)s
    where id in (select booking_id from stale where slot_id in (select slot_id from over))
), told as (
    insert into booking_bookingevent (booking_id, what, from_state, to_state, slot_id, "by", reason, at)
    select booking_id, 'state', 'held', 'expired', slot_id, 'house', '', %(now)s
    from stale where slot_id in (select slot_id from over)
), freed as (
    update booking_place set booking_id = null, held_until = null
    where id in (select id from stale where slot_id in (select slot_id from over))
)
delete from booking_occupation where slot_id in (select slot_id from over)
"""

OCCUPY = """
with taken as (
    insert into booking_occupation (slot_id, resource_id, during)
    select %(slot)s, resource_id, tstzrange(%(starts_at)s, %(ends_at)s) from unnest(%(resources)s) resource_id
    on conflict do nothing returning resource_id
)
select resource_id from taken
union select resource_id from booking_occupation where slot_id = %(slot)s
"""


def lock_resources(ids: Iterable[int]) -> None:
    """Have these people and rooms to ourselves until the transaction ends. All that one transaction needs, at once."""
    wanted = sorted(set(ids))
    if wanted:
        list(
            Resource.objects.filter(pk__in=wanted)
            .order_by("pk")
            .select_for_update(no_key=True)
            .values_list("pk")
        )


def take(booking_id: int, slot: Slot, until: datetime | None, now: datetime, *, waits: bool) -> bool:
    """Give the booking a place in the slot, held until then (None: without an end); False where there is none.

    Whoever ``waits`` does so for up to two seconds where the last place is in somebody's hands. The caller has the
    booking's row locked (or has just made it) and takes back everything when it raises.
    """
    if not slot.exclusive_ids:
        return _take_place(booking_id, slot, until, now, waits=waits)
    with transaction.atomic():
        lock_resources(slot.exclusive_ids)
        if _occupy(booking_id, slot, now) and _take_place(booking_id, slot, until, now, waits=waits):
            return True
        # Gives the locks back too: whoever tries another officer next waits for nobody while having these.
        transaction.set_rollback(True)
    return False


def give_back(place: Place, slot: Slot) -> None:
    """Free the place of a booking whose row is locked. No other lock, but that of exclusive resources."""
    lock_resources(slot.exclusive_ids)
    Place.objects.filter(pk=place.pk).update(booking=None, held_until=None)
    stay_instead(place.pk, slot.pk)
    if slot.exclusive_ids and not Place.objects.filter(slot=slot, booking__isnull=False).exists():
        Occupation.objects.filter(slot=slot).delete()


def stay_instead(place_id: int, slot_id: int) -> None:
    """Let whoever has a place above the lowered capacity stay, now that this one (which we have locked) is free; it goes
    instead. One whose row is locked is passed over, so that nobody waits here: nobody takes the free place until the
    tidying has come by."""
    with connection.cursor() as cursor:
        cursor.execute(STAY_INSTEAD, {"slot": slot_id, "place": place_id})


def _take_place(booking_id: int, slot: Slot, until: datetime | None, now: datetime, *, waits: bool) -> bool:
    values: Values = {"slot": slot.pk, "booking": booking_id, "until": until, "now": now}
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        if cursor.rowcount:
            return True
        if not waits or not _could_be_had(values):
            return False
        cursor.execute(TAKE, values)
        return bool(cursor.rowcount)


def _could_be_had(values: Values) -> bool:
    """Wait for the place that is in somebody's hands; whether it is to be had when they are done."""
    with connection.cursor() as cursor:
        cursor.execute("select current_setting('lock_timeout')")
        (before,) = cursor.fetchone()
        try:
            with transaction.atomic():
                cursor.execute("select set_config('lock_timeout', %s, true)", [LONGEST_WAIT])
                cursor.execute(WAIT, values)
                found = cursor.fetchone() is not None
                cursor.execute("select set_config('lock_timeout', %s, true)", [before])
                return found
        except OperationalError as error:
            if isinstance(error.__cause__, LockNotAvailable):
                return False
            raise


def _occupy(booking_id: int, slot: Slot, now: datetime) -> bool:
    values: Values = {
        "slot": slot.pk,
        "booking": booking_id,
        "resources": slot.exclusive_ids,
        "starts_at": slot.starts_at,
        "ends_at": slot.ends_at,
        "now": now,
    }
    with connection.cursor() as cursor:
        cursor.execute(GIVE_UP_OTHERS, values)
        cursor.execute(OCCUPY, values)
        return {row[0] for row in cursor.fetchall()} >= set(slot.exclusive_ids)
