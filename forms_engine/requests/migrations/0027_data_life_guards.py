"""What stays true whatever the code says."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests", "0026_after_sending_guards")]

    operations = []
