"""Routing rules as data, a row for each decision, and rules applied again."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [
        ("delivery", "0006_people_and_deliveries"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RoutingStamp",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("stamp", models.UUIDField()),
            ],
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField(blank=True, null=True, unique=True)),
                ("document", models.JSONField()),
                (
                    "based_on",
                    models.PositiveIntegerField(
                        blank=True, help_text="Which one was in force when writing this one began.", null=True
                    ),
                ),
                (
                    "note",
                    models.CharField(blank=True, help_text="What was changed, and why.", max_length=300),
                ),
                ("saved_at", models.DateTimeField(auto_now=True)),
                (
                    "default_destination",
                    models.ForeignKey(
                        help_text="Who gets what nothing else is for. It cannot be retired meanwhile.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delivery.destination",
                    ),
                ),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-number"],
                "constraints": [
                    models.UniqueConstraint(
                        models.Value(True),
                        condition=Q(number__isnull=True),
                        name="one_rule_set_is_being_written",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Rerun",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "chosen",
                    models.JSONField(
                        help_text="Which requests: journey, days, destination, as the person chose them."
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "About to begin"),
                            ("running", "Under way"),
                            ("done", "Done"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("asked_at", models.DateTimeField(auto_now_add=True)),
                (
                    "reached",
                    models.CharField(
                        blank=True, help_text="The last request that was looked at.", max_length=40
                    ),
                ),
                ("looked_at", models.PositiveIntegerField(default=0)),
                ("changed", models.PositiveIntegerField(default=0)),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delivery.ruleset",
                    ),
                ),
            ],
            options={"ordering": ["-asked_at"]},
        ),
        migrations.CreateModel(
            name="RoutingDecision",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("owner_type", models.CharField(max_length=40)),
                ("owner_id", models.CharField(max_length=40)),
                (
                    "cause",
                    models.CharField(
                        choices=[("sent", "It was sent"), ("re-run", "The rules were applied again")],
                        max_length=10,
                    ),
                ),
                (
                    "areas",
                    models.JSONField(default=list, help_text="The areas it was in, by their codes."),
                ),
                ("destinations", models.JSONField(help_text="Who hears of it, by their short names.")),
                ("queue", models.CharField(blank=True, max_length=50)),
                (
                    "used_default",
                    models.BooleanField(default=False, help_text="Nothing else was for it."),
                ),
                (
                    "changed",
                    models.BooleanField(default=True, help_text="Whether anything followed from it."),
                ),
                ("reasons", models.JSONField(help_text="Why, a sentence each; no answers.")),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "rerun",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="decisions",
                        to="delivery.rerun",
                    ),
                ),
                (
                    "rule_set",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="delivery.ruleset",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(fields=["owner_type", "owner_id"], name="routing_decision_owner"),
                    models.Index(
                        condition=Q(used_default=True), fields=["-at"], name="routing_decision_default"
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=Q(rerun__isnull=False),
                        fields=("rerun", "owner_type", "owner_id"),
                        name="one_decision_per_owner_and_rerun",
                    ),
                    models.CheckConstraint(
                        condition=Q(cause="re-run", rerun__isnull=False)
                        | (~Q(cause="re-run") & Q(rerun__isnull=True)),
                        name="routing_decision_of_a_rerun_names_it",
                    ),
                ],
            },
        ),
    ]
