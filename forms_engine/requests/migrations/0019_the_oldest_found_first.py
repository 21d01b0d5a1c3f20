"""The oldest of what waits is found without looking at the rest, and a phone number however it was written. The indexes
are built while requests go on coming in."""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models.functions import Right


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("requests", "0018_said_about_a_test")]

    operations = [
        AddIndexConcurrently(
            model_name="request",
            index=models.Index(
                fields=["received_at", "due_on"],
                name="request_overdue",
                condition=models.Q(
                    ("due_on__isnull", False), ("finished_at__isnull", True), ("received_at__isnull", False)
                ),
            ),
        ),
        AddIndexConcurrently(
            model_name="request",
            index=models.Index(
                fields=["customer_wrote_at"],
                name="request_customer_waits",
                condition=models.Q(("customer_wrote_at__isnull", False), ("finished_at__isnull", True)),
            ),
        ),
        AddIndexConcurrently(
            model_name="request",
            index=models.Index(
                fields=["finished_at"],
                name="request_cancelled_after_paying",
                condition=models.Q(
                    ("fee_pence__gt", 0), ("received_at__isnull", False), ("state", "cancelled")
                ),
            ),
        ),
        AddIndexConcurrently(
            model_name="request",
            index=models.Index(
                Right(
                    models.Func(
                        models.F("mobile"),
                        models.Value(r"\D"),
                        models.Value(""),
                        models.Value("g"),
                        function="regexp_replace",
                    ),
                    10,
                ),
                name="request_mobile_digits",
                condition=models.Q(("mobile", ""), _negated=True),
            ),
        ),
        RemoveIndexConcurrently(model_name="request", name="request_mobile"),
    ]
