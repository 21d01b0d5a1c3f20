"""A receipt says which asking it answers: asked anew after it was ended, the same text can be confirmed once more.

Receipts that are there answer the asking under way, where they count for it; the others one that is over.
"""

from django.conf import settings
from django.db import migrations, models

KEEP = """
create or replace function knowledge_keep_receipts() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'a receipt is not deleted';
    end if;
    if (new.id, new.article_id, new.revision, {columns})
        is distinct from (old.id, old.article_id, old.revision, {old_columns})
        or (new.user_id is not null and new.user_id is distinct from old.user_id)
    then
        raise exception 'a receipt never changes';
    end if;
    return new;
end $$;
"""


def keep(*columns: str) -> str:
    """The function of the trigger, holding these columns besides."""
    return KEEP.format(
        columns=", ".join(f"new.{name}" for name in columns),
        old_columns=", ".join(f"old.{name}" for name in columns),
    )


class Migration(migrations.Migration):
    dependencies = [
        ("knowledge", "0004_receipts_only_grow"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="receipt",
            name="asked_at",
            field=models.DateTimeField(null=True, help_text="When it was asked what they confirmed."),
        ),
        migrations.RunSQL(
            sql="""
            update knowledge_receipt receipt
               set asked_at = coalesce(
                   (select reading.asked_at from knowledge_reading reading
                     where reading.article_id = receipt.article_id and reading.asked_at <= receipt.read_at),
                   receipt.read_at)
            """,
            reverse_sql=migrations.RunSQL.noop,
        ),
        migrations.AlterField(
            model_name="receipt",
            name="asked_at",
            field=models.DateTimeField(help_text="When it was asked what they confirmed."),
        ),
        migrations.RemoveConstraint(model_name="receipt", name="one_receipt_per_person_and_revision"),
        migrations.AddConstraint(
            model_name="receipt",
            constraint=models.UniqueConstraint(
                fields=("article", "user", "revision", "asked_at"), name="one_receipt_per_person_and_asking"
            ),
        ),
        migrations.RunSQL(sql=keep("read_at", "asked_at"), reverse_sql=keep("read_at")),
    ]
