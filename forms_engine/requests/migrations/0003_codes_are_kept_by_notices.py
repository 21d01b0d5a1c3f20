from django.db import migrations


class Migration(migrations.Migration):
    """Codes last minutes: those under way at the upgrade are asked for again."""

    dependencies = [("requests", "0002_history_never_changes")]

    operations = [migrations.DeleteModel(name="AccessCode")]
