import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0010_fetched_and_batched"),
    ]

    operations = [
        migrations.CreateModel(
            name="Open311Poll",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "updates_until",
                    models.DateTimeField(
                        blank=True, help_text="What happened up to then has been taken over.", null=True
                    ),
                ),
                ("failing_since", models.DateTimeField(blank=True, null=True)),
                ("detail", models.CharField(blank=True, max_length=300)),
                (
                    "destination",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open311_poll",
                        to="delivery.destination",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Open311Case",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("service_request_id", models.CharField(blank=True, max_length=200)),
                ("token", models.CharField(blank=True, max_length=200)),
                ("status", models.CharField(default="open", max_length=100)),
                ("words", models.TextField(blank=True)),
                (
                    "changed_at",
                    models.DateTimeField(
                        blank=True, help_text="When it last changed, by their clock.", null=True
                    ),
                ),
                ("asked_at", models.DateTimeField(blank=True, null=True)),
                ("filed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "delivery",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open311_case",
                        to="delivery.delivery",
                    ),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delivery.destination",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["destination", "asked_at"], name="open311_case_to_ask"),
                    models.Index(
                        condition=models.Q(("service_request_id", "")),
                        fields=["destination", "asked_at"],
                        name="open311_case_token",
                    ),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("service_request_id", ""), _negated=True),
                            models.Q(("token", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="open311_case_has_a_number_or_a_token",
                    )
                ],
            },
        ),
    ]
