import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0004_team_lead"),
        ("journeys", "0004_measures"),
        ("requests", "0006_states_to_the_end"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Open311Key",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "name",
                    models.CharField(help_text="Who files with it, such as FixMyStreet.", max_length=120),
                ),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("last_signs", models.CharField(max_length=4)),
                (
                    "per_hour",
                    models.PositiveIntegerField(default=300, help_text="How many reports an hour, at most."),
                ),
                (
                    "reads_messages",
                    models.BooleanField(
                        default=False,
                        help_text="Whether they are given what officers write to the person who reported. FixMyStreet publishes it.",
                    ),
                ),
                (
                    "photo_hosts",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=253),
                        blank=True,
                        default=list,
                        help_text="Hosts that photos are fetched from, such as www.fixmystreet.com. Photos elsewhere are not fetched.",
                        size=None,
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True)),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("last_used_at", models.DateTimeField(blank=True, null=True)),
                (
                    "journeys",
                    models.ManyToManyField(
                        blank=True,
                        help_text="What they may file. Choose none for everything that is offered.",
                        related_name="+",
                        to="catalogue.journey",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "Open311 API key",
            },
        ),
        migrations.CreateModel(
            name="Open311Filing",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True, help_text="What the sender calls it, if they say.", max_length=200
                    ),
                ),
                ("digest", models.CharField(help_text="Of what was posted.", max_length=64)),
                ("filed_at", models.DateTimeField(auto_now_add=True)),
                (
                    "request",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open311_filing",
                        to="requests.request",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="filings",
                        to="journeys.open311key",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Open311Comment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("update_id", models.CharField(help_text="What the sender calls it.", max_length=200)),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="open311_comment",
                        to="requests.timelineentry",
                    ),
                ),
                (
                    "key",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="comments",
                        to="journeys.open311key",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Open311Offer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_offered", models.BooleanField(default=True)),
                (
                    "shows",
                    models.CharField(
                        choices=[
                            ("nothing", "Nothing"),
                            ("coarse", "State, dates and the location to about 100 metres"),
                            ("exact", "State, dates and the exact location"),
                        ],
                        default="nothing",
                        help_text="What anybody may read of every request of this journey, however it was sent.",
                        max_length=10,
                    ),
                ),
                (
                    "journey",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="open311",
                        to="catalogue.journey",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Open311Photo",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveSmallIntegerField()),
                ("url", models.URLField(max_length=2000)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting to be fetched"),
                            ("kept", "Fetched"),
                            ("refused", "Not fetched"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("next_at", models.DateTimeField(auto_now_add=True)),
                ("reason", models.CharField(blank=True, help_text="Why it was not fetched.", max_length=200)),
                (
                    "filing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="photos",
                        to="journeys.open311filing",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="open311key",
            constraint=models.CheckConstraint(
                condition=models.Q(("per_hour__gte", 1)), name="open311_key_may_file_something"
            ),
        ),
        migrations.AddIndex(
            model_name="open311filing",
            index=models.Index(fields=["key", "digest", "-filed_at"], name="open311_filing_same_post"),
        ),
        migrations.AddIndex(
            model_name="open311filing",
            index=models.Index(fields=["key", "-filed_at"], name="open311_filing_per_hour"),
        ),
        migrations.AddConstraint(
            model_name="open311filing",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external_id", ""), _negated=True),
                fields=("key", "external_id"),
                name="one_open311_filing_per_external_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="open311comment",
            constraint=models.UniqueConstraint(
                fields=("key", "update_id"), name="one_open311_comment_per_update_id"
            ),
        ),
        migrations.AddIndex(
            model_name="open311photo",
            index=models.Index(
                condition=models.Q(("state", "waiting")), fields=["next_at"], name="open311_photo_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="open311photo",
            constraint=models.UniqueConstraint(
                fields=("filing", "number"), name="one_open311_photo_per_number"
            ),
        ),
    ]
