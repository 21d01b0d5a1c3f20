from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("notices", "0005_invitations"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="state",
            field=models.CharField(
                choices=[
                    ("ready", "Waiting to be sent"),
                    ("sent", "Sent"),
                    ("dead", "Could not be sent"),
                    ("practice", "Written in practice: kept, never sent"),
                ],
                default="ready",
                max_length=10,
            ),
        ),
    ]
