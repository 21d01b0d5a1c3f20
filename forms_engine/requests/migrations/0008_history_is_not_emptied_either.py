"""Neither a timeline nor the requests can be emptied: row triggers do not see TRUNCATE."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests", "0007_promises_and_clocks")]

    operations = [
        migrations.RunSQL(
            sql="""
            create function requests_keep_all() returns trigger language plpgsql as $$
            begin
                raise exception 'what happened is not emptied: %', tg_table_name;
            end $$;
            create trigger keep_all before truncate on requests_timelineentry
                for each statement execute function requests_keep_all();
            create trigger keep_all before truncate on requests_request
                for each statement execute function requests_keep_all();
            """,
            reverse_sql="""
            drop trigger keep_all on requests_request;
            drop trigger keep_all on requests_timelineentry;
            drop function requests_keep_all();
            """,
        )
    ]
