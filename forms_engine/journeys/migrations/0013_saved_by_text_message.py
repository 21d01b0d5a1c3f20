"""A draft can be saved with a mobile number alone: its link goes there as a text message."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("journeys", "0012_drafts_of_organisations")]

    operations = [
        migrations.RemoveConstraint(model_name="saveddraft", name="saved_address_has_its_digest"),
        migrations.RemoveIndex(model_name="saveddraft", name="saved_draft_address"),
        migrations.RenameField(model_name="saveddraft", old_name="email_digest", new_name="address_digest"),
        migrations.AddField(
            model_name="saveddraft",
            name="mobile",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="In E.164.", max_length=16
            ),
        ),
        migrations.AddIndex(
            model_name="saveddraft",
            index=models.Index(
                condition=~Q(address_digest=""), fields=["address_digest"], name="saved_draft_address"
            ),
        ),
        migrations.AddConstraint(
            model_name="saveddraft",
            constraint=models.CheckConstraint(
                condition=Q(email="", mobile="", address_digest="")
                | (~Q(email="") & Q(mobile="") & ~Q(address_digest=""))
                | (Q(email="") & ~Q(mobile="") & ~Q(address_digest="")),
                name="saved_address_has_its_digest",
            ),
        ),
    ]
