"""Holds that were never sent are deleted after a month; nothing else is."""

from django.db import migrations, models

# A day of room for clocks that differ.
HOLDS_MAY_GO = """
create function booking_is_forgotten(one booking_booking) returns boolean language sql stable as $$
    select one.owner_type = 'submission' and one.state in ('expired', 'released')
        and one.ended_at < now() - interval '29 days'
$$;
create function booking_event_stays() returns trigger language plpgsql as $$
begin
    if exists (select from booking_booking one where one.id = old.booking_id and booking_is_forgotten(one)) then
        return old;
    end if;
    raise exception 'what happened to bookings stays' using errcode = 'restrict_violation';
end $$;
drop trigger events_only_grow on booking_bookingevent;
create trigger events_never_change before update on booking_bookingevent
    for each row execute function booking_refuse_change();
create trigger events_stay before delete on booking_bookingevent
    for each row execute function booking_event_stays();
drop trigger keep_all on booking_booking;
create trigger keep_all before delete on booking_booking
    for each row when (not booking_is_forgotten(old)) execute function booking_refuse_change();
"""

ALL_STAYS = """
drop trigger keep_all on booking_booking;
create trigger keep_all before delete on booking_booking for each row execute function booking_refuse_change();
drop trigger events_stay on booking_bookingevent;
drop trigger events_never_change on booking_bookingevent;
create trigger events_only_grow before update or delete on booking_bookingevent
    for each row execute function booking_refuse_change();
drop function booking_event_stays();
drop function booking_is_forgotten(booking_booking);
"""

LIVE = ["awaiting_approval", "awaiting_payment", "confirmed", "held"]


class Migration(migrations.Migration):
    dependencies = [("booking", "0002_database_guards")]

    operations = [
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(condition=models.Q(("state__in", LIVE)), fields=["slot"], name="booking_live"),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("owner_type", "submission"), ("state__in", ["expired", "released"])),
                fields=["ended_at"],
                name="booking_to_forget",
            ),
        ),
        migrations.AddIndex(
            model_name="place",
            index=models.Index(
                condition=models.Q(("is_leaving", True)), fields=["slot"], name="place_leaving"
            ),
        ),
        migrations.RunSQL(HOLDS_MAY_GO, ALL_STAYS),
    ]
