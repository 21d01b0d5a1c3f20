"""Journeys can be paused, and tried out; their slugs are as long as the language's keys may be."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_versions_never_change")]

    operations = [
        migrations.AlterField("journey", "slug", models.SlugField(max_length=60, unique=True)),
        migrations.AddField("journey", "paused_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField(
            "journey",
            "paused_message",
            models.JSONField(
                blank=True, default=dict, help_text="A text by language, as in a definition: what people read meanwhile."
            ),
        ),
        migrations.AddField("journey", "is_practice", models.BooleanField(default=False)),
    ]
