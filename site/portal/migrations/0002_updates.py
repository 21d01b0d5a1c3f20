import uuid

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models
from django.db.models import Q

EVERY = [("week", "Every week"), ("month", "Every month")]


class Migration(migrations.Migration):

    dependencies = [
        ("portal", "0001_looks"),
        ("wagtailcore", "0096_referenceindex_referenceindex_source_object_and_more"),
    ]

    operations = [
        migrations.CreateModel(
            name="Subscriber",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "email",
                    models.EmailField(
                        blank=True, help_text="In lower case; empty once it has ended.", max_length=254
                    ),
                ),
                ("language", models.CharField(default="en", max_length=10)),
                ("every", models.CharField(choices=EVERY, default="week", max_length=10)),
                ("told_to", models.DateField(help_text="The first day whose news have not been told yet.")),
                ("confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("email",),
                        name="one_subscriber_per_address",
                        condition=Q(("ended_at__isnull", True)),
                    ),
                    models.CheckConstraint(
                        name="subscriber_has_an_address_until_it_ends",
                        condition=Q(
                            Q(("ended_at__isnull", True), Q(("email", ""), _negated=True)),
                            Q(("email", ""), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                    ),
                ],
                "indexes": [
                    models.Index(
                        fields=["every", "told_to"],
                        name="subscriber_due",
                        condition=Q(("ended_at__isnull", True)),
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("topic", "Topic"), ("ward", "Ward")], max_length=10)),
                ("what", models.CharField(max_length=255)),
                ("since", models.DateField(help_text="What was news before is none of this one.")),
                (
                    "subscriber",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="subscriptions",
                        to="portal.subscriber",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("subscriber", "kind", "what"), name="one_subscription_of_each"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AskedUpdates",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                (
                    "email",
                    models.EmailField(blank=True, help_text="Empty once it is confirmed.", max_length=254),
                ),
                ("language", models.CharField(default="en", max_length=10)),
                ("every", models.CharField(choices=EVERY, default="week", max_length=10)),
                ("choices", models.JSONField(default=list, help_text="Pairs of a kind and what.")),
                ("asked_at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                (
                    "subscriber",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="portal.subscriber",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="KnownPage",
            fields=[
                (
                    "page",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="wagtailcore.page",
                    ),
                ),
                ("words", models.TextField(blank=True)),
                (
                    "new_at",
                    models.DateTimeField(help_text="Since when the public can read it, as far as is known."),
                ),
                (
                    "changed_at",
                    models.DateTimeField(help_text="When it last changed by more than a slip of the pen."),
                ),
            ],
            options={"indexes": [models.Index(fields=["changed_at"], name="known_page_changed")]},
        ),
    ]
