from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("notices", "0007_wordings_and_returns"),
    ]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="unsubscribe",
            field=models.CharField(
                blank=True,
                db_default="",
                default="",
                help_text="The address that ends such emails at one click (RFC 8058), where its reader asked for them.",
                max_length=300,
            ),
        ),
    ]
