"""What colleagues have begun and not sent is found by an index, built while drafts go on being written."""

from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [
        ("catalogue", "0008_colleagues"),
        ("journeys", "0011_organisation_of_its_owner"),
        ("requests", "0028_found_by_indexes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        AddIndexConcurrently(
            model_name="submission",
            index=models.Index(
                condition=models.Q(models.Q(("organisation", ""), _negated=True), ("state", "draft")),
                fields=["organisation", "-updated_at"],
                name="submission_organisation",
            ),
        ),
    ]
