from django.db import migrations, models


class Migration(migrations.Migration):
    """One-time codes of whatever kind, known by what they open."""

    dependencies = [("notices", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="OneTimeCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("owner_type", models.CharField(max_length=40)),
                ("owner_id", models.CharField(max_length=40)),
                (
                    "browser",
                    models.CharField(help_text="A digest of the mark of the browser that asked.", max_length=64),
                ),
                ("code_hash", models.CharField(max_length=64)),
                ("sent_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                ("expires_at", models.DateTimeField()),
                ("tries", models.PositiveIntegerField(default=0)),
                ("used_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["owner_type", "owner_id", "-sent_at"], name="one_time_code_latest")
                ],
            },
        ),
    ]
