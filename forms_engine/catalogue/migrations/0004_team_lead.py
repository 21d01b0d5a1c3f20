"""Who leads a team."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0003_pause_and_practice"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="team",
            name="lead",
            field=models.ForeignKey(
                blank=True,
                help_text="One of its members.",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="teams_led",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
