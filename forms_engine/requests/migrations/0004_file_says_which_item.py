from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests", "0003_codes_are_kept_by_notices"),
    ]

    operations = [
        migrations.AddField(
            model_name="requestfile",
            name="item",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="Which item of a group it is about, from 1; 0 where it is about none."
            ),
        ),
    ]
