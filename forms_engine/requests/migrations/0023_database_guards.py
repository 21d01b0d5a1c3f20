"""What stays true of customers, thresholds and broken glass whatever the code says."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0022_customers_and_contacts"),
        ("delivery", "0014_test_destinations"),
        ("notices", "0006_practice_letters"),
        ("payments", "0008_refunds_by_rule_and_by_hand"),
    ]

    operations = [
        # Requests of before: their location's ward, by which queues are narrowed. Checked at once, so that the tables
        # can still be changed after it.
        migrations.RunSQL(
            sql="""
            update requests_request set ward_id = locations_location.ward_id from locations_location
                where locations_location.id = location_id and locations_location.ward_id is not null;
            set constraints all immediate;
            set constraints all deferred;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        # Whom somebody is merged into is never merged itself. Looks only at rows that are merged, or are merged into.
        migrations.RunSQL(
            sql="""
            create function requests_customer_stands_alone() returns trigger language plpgsql as $$
            begin
                -- As the row is at the end of the transaction: it may have been merged and parted in it.
                if exists (select from requests_customer me join requests_customer kept on kept.id = me.merged_into_id
                    where me.id = new.id and (kept.merged_into_id is not null
                        or exists (select from requests_customer other where other.merged_into_id = me.id)))
                then
                    raise exception 'customer % is merged into one that is merged itself', new.id
                        using errcode = 'check_violation', constraint = 'customer_merged_into_one_that_stands_alone';
                end if;
                return null;
            end $$;
            create constraint trigger stands_alone after insert or update of merged_into_id on requests_customer
                deferrable initially deferred for each row when (new.merged_into_id is not null)
                execute function requests_customer_stands_alone();
            """,
            reverse_sql="""
            drop trigger stands_alone on requests_customer;
            drop function requests_customer_stands_alone();
            """,
        ),
        migrations.RunSQL(
            sql="""
            create function requests_keep_customer_change() returns trigger language plpgsql as $$
            begin
                raise exception 'what was changed of a customer only grows';
            end $$;
            create trigger keep_customer_change before update or delete on requests_customerchange
                for each row execute function requests_keep_customer_change();
            """,
            reverse_sql="""
            drop trigger keep_customer_change on requests_customerchange;
            drop function requests_keep_customer_change();
            """,
        ),
        migrations.RunSQL(
            sql="""
            create function requests_keep_threshold() returns trigger language plpgsql as $$
            begin
                raise exception 'a threshold never changes: the next version replaces it';
            end $$;
            create trigger keep_threshold before update or delete on requests_threshold
                for each row execute function requests_keep_threshold();

            create function requests_keep_threshold_decision() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' or old.agreed_at is not null or
                    (new.id, new.request_id, new.threshold_id, new.met, new.result, new.why, new.decided_by_id, new.decided_at)
                    is distinct from
                    (old.id, old.request_id, old.threshold_id, old.met, old.result, old.why, old.decided_by_id, old.decided_at)
                then
                    raise exception 'a decision is agreed to, once, and not changed';
                end if;
                return new;
            end $$;
            create trigger keep_threshold_decision before update or delete on requests_thresholddecision
                for each row execute function requests_keep_threshold_decision();

            create function requests_keep_broken_glass() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' or new.until > old.until or
                    (new.id, new.request_id, new.by_id, new.reason, new.at)
                    is distinct from (old.id, old.request_id, old.by_id, old.reason, old.at) or
                    (old.reviewed_at is not null and
                        (new.finding, new.words, new.reviewed_by_id, new.reviewed_at)
                        is distinct from (old.finding, old.words, old.reviewed_by_id, old.reviewed_at))
                then
                    raise exception 'that somebody looked ends, earlier at most, is reviewed, once, and not changed';
                end if;
                return new;
            end $$;
            create trigger keep_broken_glass before update or delete on requests_brokenglass
                for each row execute function requests_keep_broken_glass();
            """,
            reverse_sql="""
            drop trigger keep_broken_glass on requests_brokenglass;
            drop function requests_keep_broken_glass();
            drop trigger keep_threshold_decision on requests_thresholddecision;
            drop function requests_keep_threshold_decision();
            drop trigger keep_threshold on requests_threshold;
            drop function requests_keep_threshold();
            """,
        ),
        # Practice stays apart from what is real, whatever the code says: what is sent in practice goes to queues and test
        # destinations, and nothing real to those; letters about it are kept and never sent; it costs nothing; and it
        # never becomes real, nor the other way round.
        migrations.RunSQL(
            sql="""
            create function requests_as_uuid(said text) returns uuid language sql immutable as $$
                select case when said ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' then said::uuid end
            $$;
            create function requests_is_practice(owner_type text, owner_id text) returns boolean language sql stable as $$
                select owner_type = 'request' and coalesce(
                    (select r.is_practice from requests_request r where r.id = requests_as_uuid(owner_id)), false)
            $$;

            create function requests_keep_practice_apart() returns trigger language plpgsql as $$
            declare destination record;
            begin
                if new.owner_type <> 'request' then
                    return new;
                end if;
                select is_test, kind into destination from delivery_destination where id = new.destination_id;
                if requests_is_practice(new.owner_type, new.owner_id) then
                    if not destination.is_test and destination.kind <> 'queue' then
                        raise exception 'what is sent in practice goes to queues and test destinations only'
                            using errcode = 'check_violation', constraint = 'practice_goes_to_test_destinations';
                    end if;
                elsif destination.is_test then
                    raise exception 'what is not practice never goes to a test destination'
                        using errcode = 'check_violation', constraint = 'test_destinations_are_for_practice';
                end if;
                return new;
            end $$;
            create trigger keep_practice_apart before insert or update of owner_type, owner_id, destination_id
                on delivery_delivery for each row execute function requests_keep_practice_apart();

            create function requests_keep_test_destination() returns trigger language plpgsql as $$
            begin
                if exists (select from delivery_delivery d where d.destination_id = new.id and d.owner_type = 'request')
                or (new.is_test and exists (select from delivery_ruleset s where s.default_destination_id = new.id))
                then
                    raise exception 'a destination that requests were sent to stays what it is'
                        using errcode = 'check_violation', constraint = 'destination_stays_test_or_real';
                end if;
                return new;
            end $$;
            create trigger keep_test_destination before update of is_test, kind on delivery_destination
                for each row when (old.is_test is distinct from new.is_test or (old.kind = 'queue') <> (new.kind = 'queue'))
                execute function requests_keep_test_destination();
            create trigger say_routing_changed_for_practice after update of is_test on delivery_destination
                for each statement execute function delivery_say_routing_changed();

            create function requests_default_is_no_test() returns trigger language plpgsql as $$
            begin
                if exists (select from delivery_destination where id = new.default_destination_id and is_test) then
                    raise exception 'a test destination cannot be the default'
                        using errcode = 'check_violation', constraint = 'default_destination_is_real';
                end if;
                return new;
            end $$;
            create trigger default_is_no_test before insert or update on delivery_ruleset
                for each row execute function requests_default_is_no_test();

            create function requests_keep_practice_letters() returns trigger language plpgsql as $$
            begin
                if tg_op = 'UPDATE' then
                    if old.state = 'practice' and new.state <> 'practice' then
                        raise exception 'a letter written in practice is never sent';
                    end if;
                elsif requests_is_practice(new.owner_type, new.owner_id)
                or (new.owner_type = 'request' and exists (select from requests_follower f
                    join requests_request r on r.id = f.request_id
                    where f.id = requests_as_uuid(new.owner_id) and r.is_practice))
                then
                    new.state := 'practice';
                    new.next_at := null;
                end if;
                return new;
            end $$;
            create trigger keep_practice_letters before insert or update of state on notices_notice
                for each row execute function requests_keep_practice_letters();

            create function requests_practice_costs_nothing() returns trigger language plpgsql as $$
            begin
                if requests_is_practice(new.owner_type, new.owner_id) then
                    raise exception 'nothing is charged in practice'
                        using errcode = 'check_violation', constraint = 'practice_costs_nothing';
                end if;
                return new;
            end $$;
            create trigger practice_costs_nothing before insert on payments_charge
                for each row execute function requests_practice_costs_nothing();

            create function requests_stays_practice_or_real() returns trigger language plpgsql as $$
            begin
                raise exception 'practice stays practice, and what is real stays real'
                    using errcode = 'check_violation', constraint = 'practice_stays_practice';
            end $$;
            create trigger stays_practice_or_real before update of is_practice on requests_request
                for each row when (old.is_practice is distinct from new.is_practice)
                execute function requests_stays_practice_or_real();
            create trigger stays_practice_or_real before update of is_practice on requests_customer
                for each row when (old.is_practice is distinct from new.is_practice)
                execute function requests_stays_practice_or_real();
            create trigger stays_practice_or_real before update of is_practice on requests_contact
                for each row when (old.is_practice is distinct from new.is_practice)
                execute function requests_stays_practice_or_real();
            """,
            reverse_sql="""
            drop trigger stays_practice_or_real on requests_contact;
            drop trigger stays_practice_or_real on requests_customer;
            drop trigger stays_practice_or_real on requests_request;
            drop function requests_stays_practice_or_real();
            drop trigger practice_costs_nothing on payments_charge;
            drop function requests_practice_costs_nothing();
            drop trigger keep_practice_letters on notices_notice;
            drop function requests_keep_practice_letters();
            drop trigger default_is_no_test on delivery_ruleset;
            drop function requests_default_is_no_test();
            drop trigger say_routing_changed_for_practice on delivery_destination;
            drop trigger keep_test_destination on delivery_destination;
            drop function requests_keep_test_destination();
            drop trigger keep_practice_apart on delivery_delivery;
            drop function requests_keep_practice_apart();
            drop function requests_is_practice(text, text);
            drop function requests_as_uuid(text);
            """,
        ),
        # Where requests of before are found by whoever sent them: on the host they sent them on. What officers sent for
        # residents stays the public's. On a new database there is nothing to look at yet, maybe not even a table.
        migrations.RunSQL(
            sql="""
            do $$ begin
                if to_regclass('journeys_submission') is not null then
                    update requests_request r set audience = s.audience from journeys_submission s
                        where s.request_id = r.id and s.audience <> 'public' and r.channel not in ('phone', 'desk');
                end if;
            end $$;
            set constraints all immediate;
            set constraints all deferred;
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
