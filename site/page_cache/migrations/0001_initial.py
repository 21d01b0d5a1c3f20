"""The number, and the function that raises it when a statement changed what the public sees (see ``watching``)."""

from django.db import migrations, models

FUNCTION = """
insert into page_cache_freshness (id, number) values (1, 1);

-- Never a number again that was there before: not after a change was undone, nor after a backup was put back.
create function page_cache_touch() returns void language sql as
    'update page_cache_freshness
     set number = greatest(number + 1, (extract(epoch from clock_timestamp()) * 1000000)::bigint)';

create function page_cache_shown(document jsonb, shown_by text, ignored text[]) returns jsonb language plpgsql stable as $$
declare
    is_live boolean;
begin
    if shown_by = 'live' then
        is_live := (document ->> 'live')::boolean;
    elsif shown_by <> '' then
        select live into is_live from wagtailcore_page where id = (document ->> shown_by)::integer;
    end if;
    -- A row that nobody is shown counts as no row.
    return case when coalesce(is_live, true) then document - ignored end;
end $$;

create function page_cache_note() returns trigger language plpgsql as $$
declare
    shown_by text := tg_argv[0];
    ignored text[] := string_to_array(tg_argv[1], ',');
    changed boolean;
begin
    if tg_op = 'INSERT' then
        changed := exists (select from after a where page_cache_shown(to_jsonb(a), shown_by, ignored) is not null);
    elsif tg_op = 'DELETE' then
        changed := exists (select from before b where page_cache_shown(to_jsonb(b), shown_by, ignored) is not null);
    else
        changed := exists (
            (select page_cache_shown(to_jsonb(a), shown_by, ignored) from after a
             except select page_cache_shown(to_jsonb(b), shown_by, ignored) from before b)
            union all
            (select page_cache_shown(to_jsonb(b), shown_by, ignored) from before b
             except select page_cache_shown(to_jsonb(a), shown_by, ignored) from after a)
        );
    end if;
    if changed then
        perform page_cache_touch();
    end if;
    return null;
end $$;
"""

GONE = """
drop function page_cache_note();
drop function page_cache_shown(jsonb, text, text[]);
drop function page_cache_touch();
"""


class Migration(migrations.Migration):
    initial = True
    dependencies: list[tuple[str, str]] = []

    operations = [
        migrations.CreateModel(
            name="Freshness",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.BigIntegerField(default=1)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_freshness")],
            },
        ),
        migrations.RunSQL(FUNCTION, GONE),
    ]
