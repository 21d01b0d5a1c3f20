from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payments", "0005_links_and_receipts"),
    ]

    operations = [
        migrations.AddField(
            model_name="charge",
            name="session_minutes",
            field=models.PositiveSmallIntegerField(
                blank=True,
                help_text="How long a page at Stripe stays open, where its owner cannot wait as long as we otherwise do.",
                null=True,
            ),
        ),
    ]
