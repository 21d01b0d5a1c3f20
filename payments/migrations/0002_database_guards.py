"""Promises the database itself keeps, whatever the code does."""

from django.db import migrations

EVENTS_ONLY_GROW = """
create function payments_refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are only ever added', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger payment_events_only_grow before update or delete on payments_paymentevent
    for each row execute function payments_refuse_change();
"""

# Deferred to the commit, because a charge and its lines are written one after the other.
LINES_ADD_UP = """
create function payments_lines_add_up() returns trigger language plpgsql as $$
declare
    owner bigint;
    owed bigint;
    listed bigint;
begin
    if tg_table_name = 'payments_charge' then
        owner := new.id;
    else
        owner := coalesce(new.charge_id, old.charge_id);
    end if;
    select total_pence into owed from payments_charge where id = owner;
    select coalesce(sum(amount_pence), 0) into listed from payments_chargeline where charge_id = owner;
    if owed is not null and owed <> listed then
        raise exception 'charge % is % pence but its lines come to %', owner, owed, listed
            using errcode = 'check_violation';
    end if;
    return null;
end $$;
create constraint trigger charge_lines_add_up after insert or update of total_pence on payments_charge
    deferrable initially deferred for each row execute function payments_lines_add_up();
create constraint trigger charge_line_adds_up after insert or update or delete on payments_chargeline
    deferrable initially deferred for each row execute function payments_lines_add_up();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        migrations.RunSQL(
            EVENTS_ONLY_GROW,
            "drop trigger payment_events_only_grow on payments_paymentevent; drop function payments_refuse_change();",
        ),
        migrations.RunSQL(
            LINES_ADD_UP,
            "drop trigger charge_lines_add_up on payments_charge;"
            "drop trigger charge_line_adds_up on payments_chargeline; drop function payments_lines_add_up();",
        ),
    ]
