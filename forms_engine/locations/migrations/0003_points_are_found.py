from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("locations", "0002_areas"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="location",
            index=models.Index(
                condition=models.Q(("latitude__isnull", False)),
                fields=["latitude", "longitude"],
                name="location_point",
            ),
        ),
    ]
