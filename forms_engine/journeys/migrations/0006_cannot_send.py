import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("journeys", "0005_open311")]

    operations = [
        migrations.CreateModel(
            name="CannotSend",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("payload", "What back offices would be told is not what its schema says"),
                            ("nowhere", "It leads to no back office"),
                        ],
                        max_length=10,
                    ),
                ),
                ("detail", models.TextField(blank=True, help_text="Where, never what was answered.")),
                (
                    "times",
                    models.PositiveIntegerField(default=1, help_text="How often they pressed Send."),
                ),
                ("first_at", models.DateTimeField(auto_now_add=True)),
                ("last_at", models.DateTimeField(auto_now=True)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="cannot_send",
                        to="journeys.submission",
                    ),
                ),
            ],
        ),
    ]
