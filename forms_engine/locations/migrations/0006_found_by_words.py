"""Officers find a location by the words of its address."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("locations", "0005_found_by_uprn")]

    operations = [
        migrations.AddIndex(
            model_name="location",
            index=GinIndex(SearchVector("description", config="simple"), name="location_words"),
        ),
    ]
