"""Receipts stay as they were given: the database refuses to change or delete them. Only the person can be taken out of
one, with their account. And articles that are there already get the words they are found by."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("knowledge", "0003_upkeep_votes_and_reading")]

    operations = [
        migrations.RunSQL(
            sql="""
            create function knowledge_keep_receipts() returns trigger language plpgsql as $$
            begin
                if tg_op = 'DELETE' then
                    raise exception 'a receipt is not deleted';
                end if;
                if (new.id, new.article_id, new.revision, new.read_at)
                    is distinct from (old.id, old.article_id, old.revision, old.read_at)
                    or (new.user_id is not null and new.user_id is distinct from old.user_id)
                then
                    raise exception 'a receipt never changes';
                end if;
                return new;
            end $$;
            create trigger keep_receipts before update or delete on knowledge_receipt
                for each row execute function knowledge_keep_receipts();
            """,
            reverse_sql="""
            drop trigger keep_receipts on knowledge_receipt;
            drop function knowledge_keep_receipts();
            """,
        ),
        migrations.RunSQL(
            sql="""
            update knowledge_articlepage article
               set words = setweight(to_tsvector(config.name, page.title), 'A')
                        || setweight(to_tsvector(config.name, content.summary), 'B')
              from content_contentpage content
              join wagtailcore_page page on page.id = content.page_ptr_id
              join wagtailcore_locale locale on locale.id = page.locale_id
             cross join lateral (
                   select (case when locale.language_code = 'en' then 'english' else 'simple' end)::regconfig
                   ) config(name)
             where content.page_ptr_id = article.contentpage_ptr_id
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
    ]
