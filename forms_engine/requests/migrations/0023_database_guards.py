"""What stays true of customers, thresholds and broken glass whatever the code says."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests", "0022_customers_and_contacts")]

    operations = [
        # Whom somebody is merged into is never merged itself. Looks only at rows that are merged, or are merged into.
        migrations.RunSQL(
            sql="""
            create function requests_customer_stands_alone() returns trigger language plpgsql as $$
            begin
                if exists (select from requests_customer kept where kept.id = new.merged_into_id
                    and kept.merged_into_id is not null)
                or exists (select from requests_customer other where other.merged_into_id = new.id)
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
                if tg_op = 'DELETE' or old.reviewed_at is not null or
                    (new.id, new.request_id, new.by_id, new.reason, new.at, new.until)
                    is distinct from (old.id, old.request_id, old.by_id, old.reason, old.at, old.until)
                then
                    raise exception 'that somebody looked is reviewed, once, and not changed';
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
    ]
