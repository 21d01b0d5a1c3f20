"""What customers correct is only ever added to. While a request is being erased, its corrections go with it (0027)."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests", "0025_portal_and_data_life")]

    operations = [
        migrations.RunSQL(
            sql="""
            create function requests_keep_amendment() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' and requests_is_being_erased(old.request_id) then
                    return old;
                end if;
                raise exception 'what was corrected is only ever added to';
            end $$;
            create trigger keep_amendment before update or delete on requests_amendment
                for each row execute function requests_keep_amendment();
            create trigger keep_all before truncate on requests_amendment
                for each statement execute function requests_keep_all();
            """,
            reverse_sql="""
            drop trigger keep_all on requests_amendment;
            drop trigger keep_amendment on requests_amendment;
            drop function requests_keep_amendment();
            """,
        )
    ]
