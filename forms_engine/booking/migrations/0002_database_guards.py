"""Promises the database itself keeps, whatever the code does."""

from django.db import migrations

# Resources are whole numbers: as ranges of one number they need no extension.
ONE_THING_AT_A_TIME = """
alter table booking_occupation add constraint resource_does_one_thing_at_a_time
    exclude using gist (int8range(resource_id, resource_id, '[]') with &&, during with &&);
"""

# Deferred to the commit, because a booking and its place are written one after the other, and a move has two for a moment.
LIVE_HAS_ITS_PLACE = """
create function booking_has_its_place() returns trigger language plpgsql as $$
declare
    ids bigint[];
    one record;
begin
    if tg_table_name = 'booking_booking' then
        ids := array[new.id];
    elsif tg_op = 'INSERT' then
        ids := array[new.booking_id];
    elsif tg_op = 'DELETE' then
        ids := array[old.booking_id];
    else
        ids := array[old.booking_id, new.booking_id];
    end if;
    for one in
        select booking.id, booking.state, booking.slot_id,
            count(place.id) as places,
            count(place.id) filter (
                where place.slot_id = booking.slot_id and (place.held_until is not null) = (booking.state = 'held')
            ) as right_places
        from booking_booking booking left join booking_place place on place.booking_id = booking.id
        where booking.id = any(ids)
        group by booking.id
    loop
        if one.state in ('held', 'awaiting_payment', 'awaiting_approval', 'confirmed', 'attended', 'no_show') then
            if one.places <> 1 or one.right_places <> 1 then
                raise exception 'booking % is % and has % places, % of them right',
                    one.id, one.state, one.places, one.right_places using errcode = 'check_violation';
            end if;
        elsif one.places <> 0 then
            raise exception 'booking % is % and has a place', one.id, one.state using errcode = 'check_violation';
        end if;
    end loop;
    return null;
end $$;
create constraint trigger booking_has_its_place after insert or update of state, slot_id on booking_booking
    deferrable initially deferred for each row execute function booking_has_its_place();
create constraint trigger place_has_its_booking after insert or delete on booking_place
    deferrable initially deferred for each row execute function booking_has_its_place();
create constraint trigger place_changes_its_booking after update on booking_place
    deferrable initially deferred for each row
    when (old.booking_id is distinct from new.booking_id or old.slot_id <> new.slot_id
        or (old.held_until is null) <> (new.held_until is null))
    execute function booking_has_its_place();
"""

HISTORY_ONLY_GROWS = """
create function booking_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'what happened to bookings stays: %', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger events_only_grow before update or delete on booking_bookingevent
    for each row execute function booking_refuse_change();
create trigger keep_all before truncate on booking_bookingevent
    for each statement execute function booking_refuse_change();
create trigger keep_all before delete on booking_booking
    for each row execute function booking_refuse_change();
create trigger slot_stays_when_it_is before update of starts_at, ends_at, schedule_id, resource_id on booking_slot
    for each row when (
        old.starts_at <> new.starts_at or old.ends_at <> new.ends_at
        or old.schedule_id <> new.schedule_id or old.resource_id <> new.resource_id
    ) execute function booking_refuse_change();
"""


class Migration(migrations.Migration):
    dependencies = [("booking", "0001_what_can_be_booked")]

    operations = [
        migrations.RunSQL(
            ONE_THING_AT_A_TIME,
            "alter table booking_occupation drop constraint resource_does_one_thing_at_a_time;",
        ),
        migrations.RunSQL(
            LIVE_HAS_ITS_PLACE,
            "drop trigger place_changes_its_booking on booking_place; drop trigger place_has_its_booking on booking_place;"
            "drop trigger booking_has_its_place on booking_booking; drop function booking_has_its_place();",
        ),
        migrations.RunSQL(
            HISTORY_ONLY_GROWS,
            "drop trigger slot_stays_when_it_is on booking_slot; drop trigger keep_all on booking_booking;"
            "drop trigger keep_all on booking_bookingevent; drop trigger events_only_grow on booking_bookingevent;"
            "drop function booking_refuse_change();",
        ),
    ]
