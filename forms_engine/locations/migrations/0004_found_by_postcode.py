"""Locations are found by their postcode."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("locations", "0003_points_are_found")]

    operations = [
        migrations.AddIndex(
            model_name="location",
            index=models.Index(
                condition=models.Q(("postcode", ""), _negated=True),
                fields=["postcode"],
                name="location_postcode",
            ),
        ),
    ]
