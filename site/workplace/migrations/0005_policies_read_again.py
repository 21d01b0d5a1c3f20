"""A policy says what changed, and whether everybody has to read it again. And where one of these pages stands on the public
site, a change of it outdates what is kept."""

from django.db import migrations, models

from page_cache.watching import Watch


class Migration(migrations.Migration):
    dependencies = [("page_cache", "0001_initial"), ("workplace", "0004_entries_and_their_changes")]

    operations = [
        migrations.AddField(
            model_name="policypage",
            name="what_changed",
            field=models.CharField(
                blank=True,
                help_text="In a sentence, for those who know the version before this one.",
                max_length=300,
                verbose_name="what changed",
            ),
        ),
        migrations.AddField(
            model_name="policypage",
            name="ask_again",
            field=models.BooleanField(
                default=False,
                help_text="Tick this when the change matters. Confirmations given so far lapse when it is published.",
                verbose_name="everybody has to read it again",
            ),
        ),
        *(
            Watch(f"workplace_{name}", shown_by="contentpage_ptr_id")
            for name in ("peoplepage", "policypage", "toolspage")
        ),
    ]
