from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0003_text_messages")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="forgets_recipient",
            field=models.BooleanField(
                db_default=False,
                default=False,
                help_text="Went to an address given for this once: it is wiped when it is over.",
            ),
        ),
    ]
