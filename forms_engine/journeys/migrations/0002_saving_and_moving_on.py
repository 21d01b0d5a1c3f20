import uuid

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    """Drafts are come back to, on more than one device, and move on from a withdrawn version."""

    dependencies = [("catalogue", "0003_pause_and_practice"), ("journeys", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="DeviceToken",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("created_at", models.DateTimeField(auto_now_add=True)),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="device_tokens",
                        to="journeys.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SavedDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.UUIDField(default=uuid.uuid4, unique=True)),
                (
                    "step",
                    models.CharField(blank=True, help_text="Blank: where the answers end.", max_length=200),
                ),
                ("email", models.EmailField(blank=True, max_length=254)),
                ("email_digest", models.CharField(blank=True, max_length=64)),
                ("language", models.CharField(default="en", max_length=10)),
                ("saved_at", models.DateTimeField(auto_now=True)),
                ("reminded_at", models.DateTimeField(blank=True, null=True)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="saved",
                        to="journeys.submission",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=~Q(email_digest=""), fields=["email_digest"], name="saved_draft_address"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(email="", email_digest="") | (~Q(email="") & ~Q(email_digest="")),
                        name="saved_address_has_its_digest",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="SetAside",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("step", models.CharField(max_length=200)),
                ("answers", models.JSONField()),
                ("at", models.DateTimeField(auto_now=True)),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="set_aside",
                        to="journeys.submission",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DraftMove",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "dropped",
                    models.PositiveIntegerField(help_text="Answers that the new version has no question for."),
                ),
                ("moved_at", models.DateTimeField(auto_now=True)),
                ("told_at", models.DateTimeField(blank=True, null=True)),
                (
                    "from_version",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalogue.journeyversion",
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="move",
                        to="journeys.submission",
                    ),
                ),
            ],
        ),
    ]
