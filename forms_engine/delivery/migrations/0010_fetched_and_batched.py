"""Tokens for those who come for their deliveries, files that many leave in, and a secret's successor."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0009_mappings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Batch",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(help_text="The file's.", max_length=120)),
                (
                    "settings",
                    models.JSONField(
                        help_text="The destination's when the batch was begun: they say how it is written."
                    ),
                ),
                ("sha256", models.CharField(blank=True, max_length=64)),
                ("rows", models.PositiveIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(help_text="When to write it, or to try again.")),
                ("tries", models.PositiveIntegerField(default=0)),
                (
                    "written_at",
                    models.DateTimeField(blank=True, help_text="When the file was safely there.", null=True),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="batches",
                        to="delivery.destination",
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "batches",
                "constraints": [
                    models.UniqueConstraint(fields=("destination", "number"), name="one_batch_per_number"),
                    models.UniqueConstraint(
                        condition=Q(written_at__isnull=True),
                        fields=("destination",),
                        name="one_batch_under_way_per_destination",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DestinationToken",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(
                        help_text="What it is for, so that somebody knows it again.", max_length=60
                    ),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("last_signs", models.CharField(max_length=4)),
                ("created_at", models.DateTimeField()),
                ("last_used_at", models.DateTimeField(blank=True, help_text="To the hour.", null=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tokens",
                        to="delivery.destination",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="None where an operator made it at the command line.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=Q(revoked_at__isnull=True),
                        fields=["destination"],
                        name="destination_token_good",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="batch",
            field=models.ForeignKey(
                blank=True,
                help_text="The file it leaves in, where several leave together.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="deliveries",
                to="delivery.batch",
            ),
        ),
        migrations.AddField(
            model_name="destination",
            name="secret_number",
            field=models.PositiveSmallIntegerField(
                default=1,
                help_text="Which of its signing secrets is in use; they are derived, and none is kept.",
            ),
        ),
        migrations.AddField(
            model_name="destination",
            name="old_secret_until",
            field=models.DateTimeField(
                blank=True,
                help_text="Until when its messages carry a signature by the one before, too.",
                null=True,
            ),
        ),
    ]
