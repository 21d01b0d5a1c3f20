"""A re-run says which requests it passed over, and where it stopped before its end."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("delivery", "0012_tests_and_replays")]

    operations = [
        migrations.AddField(
            model_name="rerun",
            name="passed_over",
            field=models.JSONField(
                default=list,
                help_text="Those that something went wrong with, which stay as they were: id, and why in words.",
            ),
        ),
        migrations.AlterField(
            model_name="rerun",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "About to begin"),
                    ("running", "Under way"),
                    ("done", "Done"),
                    ("stopped", "Stopped"),
                ],
                default="waiting",
                max_length=10,
            ),
        ),
    ]
