from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0004_addresses_given_once")]

    operations = [
        migrations.AddField(
            model_name="notice",
            name="calendar",
            field=models.TextField(
                blank=True,
                db_default="",
                default="",
                help_text="What goes with an email for its reader's calendar (iCalendar).",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="calendar_method",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="REQUEST or CANCEL.", max_length=10
            ),
        ),
    ]
