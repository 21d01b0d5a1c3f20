from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0010_customer_wrote"),
    ]

    operations = [
        migrations.AddField(
            model_name="request",
            name="facts",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="What was looked up while it was being answered, with when.",
            ),
        ),
    ]
