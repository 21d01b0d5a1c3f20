"""What has to be read may be any page, not an article alone: the columns point to the page that an article is.

An article has the id of its page, so every reading and every receipt stays as it is. Going back is possible until
another page has been asked for: the database refuses to point a reading of that at an article.
"""

import django.db.models.deletion
from django.db import migrations, models

KEEP = """
create or replace function knowledge_keep_receipts() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a receipt is not deleted';
    end if;
    if (new.id, new.{column}, new.revision, new.read_at, new.asked_at)
        is distinct from (old.id, old.{column}, old.revision, old.read_at, old.asked_at)
        or (new.user_id is not null and new.user_id is distinct from old.user_id)
    then
        raise exception 'a receipt never changes';
    end if;
    return new;
end $$;
"""


def one_receipt(name: str) -> models.UniqueConstraint:
    """One receipt for each person and asking."""
    return models.UniqueConstraint(
        fields=(name, "user", "revision", "asked_at"), name="one_receipt_per_person_and_asking"
    )


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0009_who_may_change_the_brand"),
        ("knowledge", "0005_receipt_says_when_it_was_asked"),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="receipt", name="one_receipt_per_person_and_asking"),
        migrations.RenameField(model_name="reading", old_name="article", new_name="page"),
        migrations.RenameField(model_name="receipt", old_name="article", new_name="page"),
        # The trigger names the column.
        migrations.RunSQL(
            sql=KEEP.format(column="page_id"), reverse_sql=KEEP.format(column="article_id"), elidable=False
        ),
        migrations.AlterField(
            model_name="reading",
            name="page",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="reading",
                to="content.contentpage",
            ),
        ),
        migrations.AlterField(
            model_name="receipt",
            name="page",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="receipts",
                to="content.contentpage",
            ),
        ),
        migrations.AlterField(
            model_name="reading",
            name="asked_revision",
            field=models.BigIntegerField(help_text="The page's published revision when it was asked."),
        ),
        migrations.AddConstraint(model_name="receipt", constraint=one_receipt("page")),
    ]
