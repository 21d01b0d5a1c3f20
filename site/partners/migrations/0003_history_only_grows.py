"""What happened in an organisation stays as it was, and so does its slug, which pages are limited by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("partners", "0002_people_of_organisations")]

    operations = [
        migrations.RunSQL(
            sql="""
            create function partners_keep_event() returns trigger language plpgsql as $$
            begin
                raise exception 'what happened in an organisation is only added to';
            end $$;
            create trigger keep_event before update or delete on partners_organisationevent
                for each row execute function partners_keep_event();

            create function partners_keep_organisation() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' then
                    raise exception 'an organisation is closed, not deleted';
                end if;
                if new.slug is distinct from old.slug then
                    raise exception 'the slug of an organisation never changes';
                end if;
                return new;
            end $$;
            create trigger keep_organisation before update or delete on partners_organisation
                for each row execute function partners_keep_organisation();
            """,
            reverse_sql="""
            drop trigger keep_organisation on partners_organisation;
            drop function partners_keep_organisation();
            drop trigger keep_event on partners_organisationevent;
            drop function partners_keep_event();
            """,
        )
    ]
