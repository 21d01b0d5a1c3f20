import uuid

import django.contrib.postgres.functions
from django.db import migrations, models

KINDS = [
    ("flagged", "Needs attention"),
    ("cleared", "Looked at"),
    ("cancelled", "Cancelled"),
    ("counter_paid", "Paid at the counter or by phone"),
    ("taken_back", "Counter payment taken back"),
    ("link_made", "Payment link made"),
    ("link_sent", "Payment link sent"),
    ("link_withdrawn", "Payment link withdrawn"),
]


class Migration(migrations.Migration):
    dependencies = [("payments", "0004_books_and_refund_guards")]

    operations = [
        migrations.AddField(
            model_name="paymentlink",
            name="uuid",
            field=models.UUIDField(
                db_default=django.contrib.postgres.functions.RandomUUID(),
                default=uuid.uuid4,
                editable=False,
                unique=True,
            ),
        ),
        migrations.AddField(
            model_name="paymentlink",
            name="opened_at",
            field=models.DateTimeField(blank=True, help_text="When its page was first looked at.", null=True),
        ),
        migrations.AddField(
            model_name="counterpayment",
            name="receipt_token_hash",
            field=models.CharField(
                default="", help_text="Of the secret in the receipt's address.", max_length=64, unique=True
            ),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="chargeevent", name="kind", field=models.CharField(choices=KINDS, max_length=15)
        ),
    ]
