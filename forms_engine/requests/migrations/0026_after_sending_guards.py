"""What stays true whatever the code says."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("requests", "0025_portal_and_data_life")]

    operations = []
