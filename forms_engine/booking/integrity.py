"""The promises of booking, checked over the live data; `manage.py verify_integrity` prints what it finds."""

from collections.abc import Iterator

from django.db import connection

from forms_engine.booking.states import HAS_PLACE, LIVE

# Each finds the ids of what breaks a promise, and says what is wrong with it.
CHECKS: dict[str, str] = {
    # A slot that was made smaller keeps its bookings: those have places that are leaving.
    "slot {} has more bookings than places": """
        select slot.id from booking_slot slot join booking_place place on place.slot_id = slot.id
        where place.booking_id is not null and not place.is_leaving
        group by slot.id having count(*) > slot.capacity order by slot.id
    """,
    "slot {} has not as many places as its capacity": """
        select slot.id from booking_slot slot
        left join booking_place place on place.slot_id = slot.id and not place.is_leaving
        group by slot.id having count(place.id) <> slot.capacity order by slot.id
    """,
    "booking {} is live and has not exactly one place in its slot": """
        select booking.id from booking_booking booking
        left join booking_place place on place.booking_id = booking.id
        where booking.state = any(%(has_place)s)
        group by booking.id having count(*) filter (where place.slot_id = booking.slot_id) <> 1 or count(*) <> 1
        order by booking.id
    """,
    "booking {} is over and has a place": """
        select booking.id from booking_booking booking join booking_place place on place.booking_id = booking.id
        where booking.state <> all(%(has_place)s) order by booking.id
    """,
    "booking {} has a hold that ends and is none, or one that does not end": """
        select booking.id from booking_booking booking join booking_place place on place.booking_id = booking.id
        where (booking.state = 'held') <> (place.held_until is not null) order by booking.id
    """,
    "slot {} has a booking and does not keep its officer or room": """
        select slot.id from booking_slot slot
        where slot.exclusive_ids <> '{}'
            and exists (select from booking_place where slot_id = slot.id and booking_id is not null)
            and (select count(*) from booking_occupation where slot_id = slot.id) <> cardinality(slot.exclusive_ids)
        order by slot.id
    """,
    "slot {} keeps an officer or room and has no booking": """
        select distinct slot_id from booking_occupation occupation
        where not exists (
            select from booking_place place where place.slot_id = occupation.slot_id and place.booking_id is not null
        ) order by slot_id
    """,
    "an exclusive resource is in two places at once in slot {}": """
        select distinct one.slot_id from booking_occupation one join booking_occupation other
            on other.resource_id = one.resource_id and other.slot_id <> one.slot_id and other.during && one.during
        order by one.slot_id
    """,
    "booking {} is not where its last event says": """
        select booking.id from booking_booking booking left join lateral (
            select to_state, slot_id from booking_bookingevent
            where booking_id = booking.id order by id desc limit 1
        ) last on true
        where last.to_state is distinct from booking.state or last.slot_id is distinct from booking.slot_id
        order by booking.id
    """,
    "booking {} is one of several live ones of its owner": """
        select unnest(array_agg(id)) from booking_booking where state = any(%(live)s)
        group by owner_type, owner_id having count(*) > 1
    """,
}


def problems() -> Iterator[str]:
    """One sentence, with ids only, for each row that breaks a promise; nothing when all hold."""
    values = {"has_place": [str(state) for state in HAS_PLACE], "live": [str(state) for state in LIVE]}
    for words, query in CHECKS.items():
        with connection.cursor() as cursor:
            cursor.execute(query, values)
            found = cursor.fetchall()
        for (pk,) in found:
            yield words.format(pk)
