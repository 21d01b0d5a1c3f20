from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("journeys", "0007_look_ups"),
    ]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="duplicates",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="Which others were shown as maybe the same, and what was said of them.",
            ),
        ),
        migrations.AlterField(
            model_name="submission",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Under way"),
                    ("submitted", "Sent"),
                    ("followed", "Ended: follows another request instead"),
                ],
                default="draft",
                max_length=10,
            ),
        ),
        migrations.RemoveConstraint(
            model_name="submission",
            name="submitted_submission_has_its_request",
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("request__isnull", True),
                        ("state__in", ["draft", "followed"]),
                        ("submitted_at__isnull", True),
                    ),
                    models.Q(
                        ("request__isnull", False), ("state", "submitted"), ("submitted_at__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="submitted_submission_has_its_request",
            ),
        ),
    ]
