"""Published versions never change (law 5): the database refuses all but their withdrawal."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]

    operations = [
        migrations.RunSQL(
            sql="""
            create function catalogue_keep_journey_version() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' then
                    raise exception 'a published journey version is never deleted';
                end if;
                if (new.id, new.journey_id, new.number, new.document, new.sha256, new.published_at)
                    is distinct from (old.id, old.journey_id, old.number, old.document, old.sha256, old.published_at)
                then
                    raise exception 'a published journey version never changes';
                end if;
                return new;
            end $$;
            create trigger keep_journey_version before update or delete on catalogue_journeyversion
                for each row execute function catalogue_keep_journey_version();
            """,
            reverse_sql="""
            drop trigger keep_journey_version on catalogue_journeyversion;
            drop function catalogue_keep_journey_version();
            """,
        )
    ]
