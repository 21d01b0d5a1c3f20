"""What people do about deliveries is written down; what they have been told of is known."""

import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("delivery", "0005_what_deliveries_promise"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeliveryAction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("resent", "Sent again"),
                            ("redirected", "Sent to another destination"),
                            ("handled", "Marked as seen to"),
                            ("acknowledged", "Said that it has arrived"),
                            ("paused", "Paused"),
                            ("resumed", "Started again"),
                        ],
                        max_length=12,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        help_text="None where it was about the destination as a whole.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="delivery.delivery",
                    ),
                ),
                (
                    "destination",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="actions",
                        to="delivery.destination",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "indexes": [models.Index(fields=["destination", "-id"], name="delivery_action_latest")],
            },
        ),
        migrations.AddField(
            model_name="delivery",
            name="message",
            field=models.TextField(
                blank=True,
                help_text="What it tells before its connector's words, in JSON; blank where the body is just that.",
            ),
        ),
        migrations.AddField(
            model_name="attempt",
            name="fault",
            field=models.CharField(
                blank=True,
                choices=[("passing", "Passing"), ("this one", "This one"), ("setting", "Setting")],
                help_text="Whose failure it was, where it failed.",
                max_length=10,
            ),
        ),
        migrations.AddField(
            model_name="destination",
            name="told_of_dead_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When they were written to about the first delivery that needs attention; none after that "
                "until nothing of it does.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="destination",
            name="told_of_pause_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When whoever looks after it was written to about its pause.",
                null=True,
            ),
        ),
        migrations.AlterField(
            model_name="delivery",
            name="sha256",
            field=models.CharField(
                blank=True, help_text="Of the body; blank until it could be rendered.", max_length=64
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "held")), fields=["created_at"], name="delivery_held"
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("state", "delivered")),
                fields=["destination", "delivered_at"],
                name="delivery_delivered",
            ),
        ),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(
                condition=models.Q(("acknowledged_at__isnull", True), ("state", "delivered")),
                fields=["destination", "delivered_at"],
                name="delivery_unacknowledged",
            ),
        ),
        migrations.AddIndex(
            model_name="attempt",
            index=django.contrib.postgres.indexes.BrinIndex(fields=["started_at"], name="attempt_started"),
        ),
        migrations.RunSQL(
            sql="""
            create function delivery_keep_actions() returns trigger language plpgsql as $$
            begin
                raise exception 'what people did is not changed afterwards';
            end $$;
            create trigger keep_actions before update or delete on delivery_deliveryaction
                for each row execute function delivery_keep_actions();
            """,
            reverse_sql="""
            drop trigger keep_actions on delivery_deliveryaction;
            drop function delivery_keep_actions();
            """,
        ),
    ]
