"""Who read what is not for everybody at work; only ever added to."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0015_what_the_first_contact_did"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RequestRead",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("page", "The request"),
                            ("file", "A file"),
                            ("letter", "A letter"),
                            ("body", "What a back office was told"),
                        ],
                        max_length=10,
                    ),
                ),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "reader",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reads",
                        to="requests.request",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["request", "-id"], name="request_read")],
            },
        ),
        migrations.RunSQL(
            sql="""
            create function requests_keep_readings() returns trigger language plpgsql as $$
            begin
                raise exception 'what was read stays written down';
            end $$;
            create trigger keep_readings before update or delete on requests_requestread
                for each row execute function requests_keep_readings();
            create trigger keep_all before truncate on requests_requestread
                for each statement execute function requests_keep_all();
            """,
            reverse_sql="""
            drop trigger keep_all on requests_requestread;
            drop trigger keep_readings on requests_requestread;
            drop function requests_keep_readings();
            """,
        ),
    ]
