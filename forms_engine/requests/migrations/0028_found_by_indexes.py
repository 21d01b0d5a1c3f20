"""What an organisation has sent, what is to be erased by time, and letters that nobody has read are found without looking at
the rest. The indexes are built while requests go on coming in."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("requests", "0027_data_life_guards")]

    operations = [
        AddIndexConcurrently(
            model_name="letter",
            index=models.Index(
                condition=models.Q(
                    ("posted_at__isnull", True), ("read_at__isnull", True), ("told_at__isnull", False)
                ),
                fields=["told_at"],
                name="letter_not_read",
            ),
        ),
        AddIndexConcurrently(
            model_name="request",
            index=models.Index(
                condition=models.Q(("organisation", ""), _negated=True),
                fields=["organisation", "-created_at", "id"],
                name="request_organisation",
            ),
        ),
        AddIndexConcurrently(
            model_name="request",
            index=models.Index(
                condition=models.Q(("erased_at__isnull", True), ("finished_at__isnull", False)),
                fields=["service", "finished_at"],
                name="request_kept",
            ),
        ),
    ]
