"""What was sent and what happened stay as they were: the database refuses to change or delete them."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
            create function requests_keep_timeline() returns trigger language plpgsql as $$
            begin
                raise exception 'a timeline only grows';
            end $$;
            create trigger keep_timeline before update or delete on requests_timelineentry
                for each row execute function requests_keep_timeline();

            create function requests_keep_answers() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' then
                    raise exception 'a request is not deleted';
                end if;
                if (new.id, new.reference, new.submission_id, new.journey_version_id, new.answers, new.created_at)
                    is distinct from
                    (old.id, old.reference, old.submission_id, old.journey_version_id, old.answers, old.created_at)
                then
                    raise exception 'what a request was sent with never changes';
                end if;
                return new;
            end $$;
            create trigger keep_answers before update or delete on requests_request
                for each row execute function requests_keep_answers();
            """,
            reverse_sql="""
            drop trigger keep_answers on requests_request;
            drop function requests_keep_answers();
            drop trigger keep_timeline on requests_timelineentry;
            drop function requests_keep_timeline();
            """,
        )
    ]
